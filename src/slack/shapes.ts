export * from "../shapes.ts";
