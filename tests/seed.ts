import fc from "fast-check";

/** The same cases for everybody, so that a run can be repeated; `FC_SEED=random` looks for others, a number repeats one of those. */
const given = process.env.FC_SEED;
if (given !== "random") fc.configureGlobal({ seed: Number(given ?? 20261126) });
