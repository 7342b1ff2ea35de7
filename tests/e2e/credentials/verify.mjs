// Verifies credentials with other people's software, as a stranger would who has an issuer's DID document and what it publishes.
//
// Reads {documents: {url: document}, did, now, cases: [{name, kind, text, documents}]} from the file that is named, where `kind` is
// "credential" (with a Data Integrity proof), "status" (the same, and its status list) or "token", and `documents` replace others in one
// case; prints [{name, verified, revoked, reason}]. Nothing is fetched.
import {webcrypto} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';

globalThis.crypto ??= webcrypto;
const {documents, did, now, cases} = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});

const loader = known => async url => {
  const [address, fragment] = url.split('#');
  let document = known[address];
  if(document && fragment && address.startsWith('did:')) {
    document = document.verificationMethod.find(method => method.id === url);
    document &&= {'@context': 'https://w3id.org/security/multikey/v1', ...document};
  }
  if(!document) {
    throw new Error(`there is no ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: structuredClone(document)};
};

// A key of the DID document, if it may assert, as it stands there.
function jwk(kid, listed) {
  const method = listed.verificationMethod.find(each => each.id === kid);
  if(!method || !listed.assertionMethod.includes(kid)) {
    throw new Error(`the key ${kid} is not listed for assertion`);
  }
  return importJWK(method.publicKeyJwk);
}

async function verified({kind, text, documents: others}) {
  const known = {...documents, ...others};
  if(kind === 'token') {
    const {kid} = decodeProtectedHeader(text);
    await jwtVerify(text, await jwk(kid, known[did]), {algorithms: ['ES256'], typ: 'JWT', issuer: did, currentDate: new Date(now)});
    return {verified: true};
  }
  const credential = JSON.parse(text);
  const status = kind === 'status' ? options => checkStatus({...options, verifyMatchingIssuers: true}) : async () => ({verified: true});
  const result = await verifyCredential({credential, suite, documentLoader: loader(known), checkStatus: status, now});
  const reason = result.error?.errors?.[0]?.message ?? result.error?.message ?? result.statusResult?.error?.message;
  return {verified: result.verified, revoked: result.statusResult?.results?.some(each => each.status) ?? false, reason};
}

const results = [];
for(const each of cases) {
  try {
    results.push({name: each.name, ...await verified(each)});
  } catch(error) {
    results.push({name: each.name, verified: false, reason: error.message});
  }
}
console.log(JSON.stringify(results));
