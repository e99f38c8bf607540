// The container's own question: does this process serve? For engines that look after containers without an orchestrator.
const { PORT = '3000' } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/health/${process.argv[2] ?? 'ready'}`).catch(
  () => undefined,
);
process.exit(answer?.ok ? 0 : 1);
