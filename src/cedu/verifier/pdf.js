// placeholder until the writer is there
import { Refused } from "./proofs.js";

export async function opened() {
  throw new Refused("unreadable", "format");
}
