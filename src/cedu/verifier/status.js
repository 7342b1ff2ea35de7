// Bitstring Status List (W3C, 1.0): whether the bit of a credential is set in the issuer's list.

import { base64url, inflated } from "./bytes.js";
import { checkEmbedded } from "./proofs.js";

const MOST = 1 << 24; // bytes of a list, unpacked
const LEAST = 131072 / 8; // 2.1: so that a place tells nothing

// What the list says of `entry`: {revoked, from, until}; null where there is no list that can be believed.
export async function status(entry, lists, dids) {
  const list = lists.find((one) => one.id === entry?.statusListCredential);
  if (!list || entry.type !== "BitstringStatusListEntry" || entry.statusPurpose !== "revocation") return null;
  try {
    await checkEmbedded(list, dids);
    const { type, statusPurpose, encodedList } = list.credentialSubject;
    if (type !== "BitstringStatusList" || statusPurpose !== "revocation" || !encodedList.startsWith("u")) return null;
    const bits = await inflated(base64url(encodedList.slice(1)), "gzip", MOST);
    const index = Number(entry.statusListIndex);
    if (bits.length < LEAST || !/^\d+$/.test(entry.statusListIndex) || index >= bits.length * 8) return null;
    return { revoked: Boolean(bits[index >> 3] & (0x80 >> (index & 7))), from: list.validFrom, until: list.validUntil };
  } catch {
    return null;
  }
}
