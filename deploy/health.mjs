// Health check of a container: exits with 0 if the process is ready. `docker inspect` shows the printed response.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`);
console.log(await answer.text());
process.exit(answer.ok ? 0 : 1);
