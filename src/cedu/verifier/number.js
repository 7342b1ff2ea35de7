// The number of a certificate, as `cedu.credentials.numbers` makes it.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
const NUMBER = /^([A-Z][A-Z0-9]{1,7})-(\d{4})-([0-9A-Z]{4})-([0-9A-Z]{4})([0-9A-Z])$/;
const LOOKALIKES = { O: "0", I: "1", L: "1" };

// ISO/IEC 7064:2003, clause 7, MOD 37-2.
function checkCharacter(body) {
  let total = 0;
  for (const character of body) total = ((total + ALPHABET.indexOf(character)) * 2) % 37;
  return ALPHABET[(38 - total) % 37];
}

// A number as it is printed, from one that was typed; null where it can't be one, or was mistyped.
export function normalized(typed) {
  const match = NUMBER.exec(typed.toUpperCase().split(/[-–—]/).map((part) => part.trim()).join("-"));
  if (!match) return null;
  const [, prefix, year, ...groups] = match;
  const [first, second, check] = groups.map((group) => group.replace(/[OIL]/g, (letter) => LOOKALIKES[letter]));
  return checkCharacter(prefix + year + first + second) === check ? `${prefix}-${year}-${first}-${second}${check}` : null;
}
