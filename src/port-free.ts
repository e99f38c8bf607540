import { createServer } from 'node:net';
import { StartRefused } from './embedded/start-refused.js';

/** Tried before anything is started, so that a taken port costs a second and not a minute. */
export function portIsFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
      .listen(port, host, () => probe.close(() => resolve()));
  });
}

function refusal({ code, message }: NodeJS.ErrnoException, host: string, port: number): StartRefused {
  if (code === 'EADDRINUSE')
    return new StartRefused(
      `端口 ${host}:${port} 已被占用：另一个实例或程序正在使用它。请先停止它，或用 PORT 另选端口。`,
      `Port ${host}:${port} is in use by another instance or program. Stop it first, or choose another with PORT.`,
    );
  return new StartRefused(
    `无法在 ${host}:${port} 监听（${message}）。请检查 HOST 与 PORT。`,
    `Cannot listen on ${host}:${port} (${message}). Check HOST and PORT.`,
  );
}
