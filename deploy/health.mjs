// Whether the process of this container is ready; what it answers is kept by `docker inspect`.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`);
console.log(await answer.text());
process.exit(answer.ok ? 0 : 1);
