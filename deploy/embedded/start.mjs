// `npm start`: prepares a checkout and runs the program in this same process, so that signals need no relay.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `需要 Node.js 20.19 或更新的版本，当前是 ${process.versions.node} / ` +
      `Node.js 20.19 or newer is needed, this is ${process.versions.node}\n`,
  );
  process.exit(1);
}
const { prepare, project } = await import('./prepare.mjs');
try {
  await prepare();
} catch (error) {
  process.stderr.write(`准备失败 / Preparing failed: ${error.message}\n`);
  process.exit(1);
}
process.chdir(project);
await import(new URL('../../dist/src/main.js', import.meta.url).href);
