/** A ragged array (CSR): rows of different lengths in one flat array. Row `r` is `values[offsets[r]]` to `values[offsets[r + 1] - 1]`. */
export interface Ragged {
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

export class RaggedBuilder {
  #offsets: number[] = [0];
  #values = new Uint32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Uint32Array(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  end(): void {
    this.#offsets.push(this.#length);
  }

  row(values: Iterable<number>): void {
    for (const value of values) this.push(value);
    this.end();
  }

  finish(): Ragged {
    return { offsets: Uint32Array.from(this.#offsets), values: this.#values.slice(0, this.#length) };
  }
}

export const rowOf = (ragged: Ragged, row: number): Uint32Array =>
  ragged.values.subarray(ragged.offsets[row], ragged.offsets[row + 1]);
