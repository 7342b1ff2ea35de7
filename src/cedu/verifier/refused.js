// Why a file is not to be believed: `state` and `reason` as in `verdict.js`.
export class Refused extends Error {
  constructor(state, reason) {
    super(`${state}: ${reason}`);
    this.state = state;
    this.reason = reason;
  }
}
