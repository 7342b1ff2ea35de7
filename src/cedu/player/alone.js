/* One window at a time has a course: of two, the one that saves last would undo what the other has done.

   It holds two locks of the browser (Web Locks): the seat, which another window can take by force, and the pen, which it lets go when all
   is written. Whoever takes the seat waits for the pen. Where the browser gives no locks (a page without https, a frame in a sandbox), it
   stops nobody. */
(function () {
  "use strict";
  const cedu = (window.cedu = window.cedu || {});
  const PATIENCE = 1500; // milliseconds, so that a window that closes can let go

  /* `lost(writes)` is called when another window has taken the seat; until the promise that it gives is kept, the other one waits, unless it
     had waited too long before (a computer that slept): then `writes` is false, and nothing may be written here any more. */
  cedu.alone = function (name, lost) {
    const locks = navigator.locks;
    const held = {};

    /* Whether we have the lock `which`; with `steal`, whoever had it. */
    function take(which, steal) {
      return new Promise((answer) => {
        const patience = new AbortController();
        window.setTimeout(() => patience.abort(), PATIENCE);
        const wait = () =>
          new Promise((drop) => {
            held[which] = drop;
            answer(true);
          });
        locks.request(`cedu ${which} ${name}`, steal ? { steal } : { signal: patience.signal }, wait).catch((error) => {
          if (!held[which]) return answer(error.name !== "AbortError"); // no patience left, or no locks to be had here
          delete held[which];
          if (which === "seat") window.setTimeout(leave); // the pen may have been taken in the same moment
        });
      });
    }

    async function leave() {
      await lost(Boolean(held.pen));
      if (held.pen) held.pen();
    }

    return {
      /* Whether this window has the course now; with `steal`, whoever had it. */
      async sit(steal) {
        if (!locks) return true;
        if (!(await take("seat", steal))) return false;
        if (!(await take("pen"))) await take("pen", true);
        return true;
      },

      /* Let the next window have it. */
      rise() {
        for (const drop of Object.values(held)) drop();
      },
    };
  };
})();
