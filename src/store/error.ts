/** Why a store cannot be opened. */
export type StoreFault = "newer" | "busy" | "folder" | "readonly" | "full" | "foreign" | "unknown";

/** One line that says what is wrong and what to do. Stop at start. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly fault: StoreFault;

  constructor(fault: StoreFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
