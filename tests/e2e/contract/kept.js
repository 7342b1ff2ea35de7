// What an LMS has kept of a learner who stands in a situation, {seen, tried: [{tries, score}]}, of the course whose page is at an address:
// written by the package's own script.
const vm = require("vm");

exports.kept = async function (address, { seen, tried }) {
  const window = {};
  const folder = address.replace(/[^/]*$/, "");
  vm.runInContext(await (await fetch(`${folder}player/memory.js`)).text(), vm.createContext({ window }));
  const html = await (await fetch(address)).text();
  const course = JSON.parse(html.match(/id="Cedu-course">(.*?)<\/script>/s)[1]);
  const quizzes = {};
  course.assessments.forEach(({ id }, index) => {
    const { tries, score } = tried[index];
    quizzes[id] = { tries, score, done: tries > 0, last: tries ? score : 0, started: 0, answers: {} };
  });
  const memory = { seed: 1, seen: new Set(course.lessons.slice(0, seen).map(({ id }) => id)), quizzes };
  return { text: window.cedu.memory.write(course, memory), location: course.lessons[0].id };
};
