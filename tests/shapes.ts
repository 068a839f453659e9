import { isObject } from "../src/shapes.ts";

/** Checks of plain JSON against what a platform takes, put together from small ones. */

/** What is wrong, and where: a JSON pointer (RFC 6901). */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** What a value must look like: tells what is wrong with it. */
export type Shape = (value: unknown, pointer: string) => readonly Fault[];

/** Code points. */
export const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

export const below = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** A text of `least` to `most` code points. */
export const text =
  (most: number, least = 1): Shape =>
  (value, pointer) => {
    if (typeof value !== "string") return [{ pointer, message: "must be a text" }];
    const length = lengthOf(value);
    if (length > most) return [{ pointer, message: `has ${length} characters, at most ${most} are allowed` }];
    return length < least ? [{ pointer, message: "must not be empty" }] : [];
  };

export const integer =
  (least: number, most: number): Shape =>
  (value, pointer) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? []
      : [{ pointer, message: `must be a whole number from ${least} to ${most}` }];

export const flag: Shape = (value, pointer) =>
  typeof value === "boolean" ? [] : [{ pointer, message: "must be true or false" }];

export const oneOf =
  (...allowed: readonly (string | number)[]): Shape =>
  (value, pointer) =>
    allowed.some((one) => one === value) ? [] : [{ pointer, message: `must be one of ${allowed.join(", ")}` }];

export const list =
  (of: Shape, most: number, least = 1): Shape =>
  (value, pointer) => {
    if (!Array.isArray(value)) return [{ pointer, message: "must be a list" }];
    const count =
      value.length > most
        ? [{ pointer, message: `has ${value.length} elements, at most ${most} are allowed` }]
        : value.length < least
          ? [{ pointer, message: `has ${value.length} elements, at least ${least} must be there` }]
          : [];
    return [...count, ...value.flatMap((one, at) => of(one, below(pointer, at)))];
  };

/** No field but these: a misspelt one is found. `type` is `byType`'s affair. */
export const object =
  (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value, pointer) => {
    if (!isObject(value)) return [{ pointer, message: "must be an object" }];
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    return [
      ...missing.map((key) => ({ pointer: below(pointer, key), message: "is missing" })),
      ...Object.entries(value).flatMap(([key, inner]) => {
        if (key === "type" || inner === undefined) return [];
        const shape = Object.hasOwn(required, key)
          ? required[key]
          : Object.hasOwn(optional, key)
            ? optional[key]
            : undefined;
        return shape ? shape(inner, below(pointer, key)) : [{ pointer: below(pointer, key), message: "is not known" }];
      }),
    ];
  };

/** The shape that belongs to the value's `type`. */
export const byType =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, pointer) => {
    if (!isObject(value)) return [{ pointer, message: "must be an object" }];
    const { type } = value;
    const shape = typeof type === "string" && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    return shape
      ? shape(value, pointer)
      : [
          {
            pointer: below(pointer, "type"),
            message: `“${String(type)}” is not one of ${Object.keys(shapes).join(", ")}`,
          },
        ];
  };

/** All of these. */
export const all =
  (...shapes: readonly Shape[]): Shape =>
  (value, pointer) =>
    shapes.flatMap((shape) => shape(value, pointer));

/** A rule between the fields of an object. */
export const rule =
  (holds: (value: Readonly<Record<string, unknown>>) => boolean, message: string): Shape =>
  (value, pointer) =>
    !isObject(value) || holds(value) ? [] : [{ pointer, message }];
