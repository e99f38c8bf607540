import { readFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { StoreUnavailable } from './event-store.port.js';
import { faultOf, StoreMisconfigured } from './eventstoredb-faults.js';

/** What of the address decides whether a connection can be made at all. */
interface Target {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly caFile: string | undefined;
}

const LOOK_MS = 3_000;

/**
 * Looks at the server's door before the client knocks. Through the client a wrong certificate and plain
 * text to a TLS server look like an outage, to be retried for ever; here they are told apart from one.
 * Throws {@link StoreMisconfigured}; a server that is not there at all, or says nothing, is no fault of the
 * configuration and is left to the retries.
 */
export async function firstLook(url: string): Promise<void> {
  for (const target of targetsOf(url)) {
    const seen = await look(target);
    if (seen === 'absent') continue;
    const wrong = wrongWith(target, seen);
    if (wrong) throw wrong;
    return;
  }
}

/** `plain`: it speaks HTTP/2 without TLS. Else why its certificate is not trusted, empty when it is. */
type Seen = 'absent' | 'plain' | { readonly distrusted: string };

async function look(target: Target): Promise<Seen> {
  if (!(await opens(target))) return 'absent';
  const looks = [() => handshake(target), () => speaksPlain(target)];
  // What is expected is asked first: the other question may be answered with silence.
  for (const one of target.tls ? looks : looks.reverse()) {
    const seen = await one();
    if (seen !== 'absent') return seen;
  }
  return 'absent';
}

function wrongWith({ host, port, tls, caFile }: Target, seen: Seen): StoreMisconfigured | undefined {
  const where = `${host}:${port}`;
  if (seen === 'plain')
    return tls
      ? new StoreMisconfigured(
          `事件库 ${where} 使用明文，而 EVENTSTOREDB_URL 要求 TLS：请改为 tls=false，或为服务器启用 TLS`,
          `The event store at ${where} speaks plain text, and EVENTSTOREDB_URL asks for TLS: set tls=false or give the server TLS`,
        )
      : undefined;
  if (seen === 'absent') return undefined;
  if (!tls)
    return new StoreMisconfigured(
      `事件库 ${where} 要求 TLS，而 EVENTSTOREDB_URL 写的是 tls=false`,
      `The event store at ${where} speaks TLS, and EVENTSTOREDB_URL says tls=false`,
    );
  if (seen.distrusted === '') return undefined;
  const by = caFile ?? 'Node.js';
  return new StoreMisconfigured(
    `事件库 ${where} 的证书不被 ${by} 信任（${seen.distrusted}）：请检查 EVENTSTOREDB_CA_FILE 或 tlsCAFile`,
    `The certificate of the event store at ${where} is not trusted by ${by} (${seen.distrusted}): see EVENTSTOREDB_CA_FILE or tlsCAFile`,
  );
}

function handshake({ host, port, caFile }: Target): Promise<Seen> {
  const ca = caFile === undefined ? undefined : [readFileSync(caFile)];
  return new Promise((resolve) => {
    const names = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connectTls({
      host,
      port,
      ...names,
      ALPNProtocols: ['h2'],
      rejectUnauthorized: false,
      ...(ca ? { ca } : {}),
    });
    const end = (seen: Seen) => {
      socket.destroy();
      resolve(seen);
    };
    socket.setTimeout(LOOK_MS, () => end('absent'));
    for (const name of ['error', 'end', 'close']) socket.once(name, () => end('absent'));
    socket.once('secureConnect', () => {
      const { authorized, authorizationError: why } = socket;
      end({ distrusted: authorized ? '' : String((why as Error | null)?.message ?? why) });
    });
  });
}

/** A server that speaks HTTP/2 in plain text says its settings unasked. */
function speaksPlain({ host, port }: Target): Promise<Seen> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
    const end = (seen: Seen) => {
      session.destroy();
      resolve(seen);
    };
    session.setTimeout(LOOK_MS, () => end('absent'));
    for (const name of ['error', 'close']) session.on(name, () => end('absent'));
    session.once('remoteSettings', () => end('plain'));
  });
}

const opens = ({ host, port }: Target) =>
  new Promise<boolean>((resolve) => {
    const socket = connectPlain({ host, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(LOOK_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => end(true));
  });

/** The nodes the address names. An address that cannot be read is the client's to refuse. */
function targetsOf(url: string): Target[] {
  const [, hosts = '', query = ''] =
    /^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]*)\/?(?:\?(.*))?$/.exec(url.trim()) ?? [];
  const options = new Map(
    [...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase().replace(/[_-]/g, ''), value]),
  );
  const tls = options.get('tls')?.toLowerCase() !== 'false';
  const caFile = options.get('tlscafile');
  return hosts.split(',').map((node) => {
    const [, host = '', port = '2113'] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(node.trim()) ?? [];
    return { host: host.replace(/[[\]]/g, ''), port: Number(port), tls, caFile };
  });
}

/** Why a store could not be opened, in words for whoever starts it. */
export function notOpened(error: unknown): unknown {
  if (faultOf(error) === 'denied')
    return new StoreMisconfigured(
      '事件库拒绝登录：EVENTSTOREDB_URL 中的账号或口令不对，或没有写，或该账号无权读取 $all',
      'The event store refuses to let us in: the account or password in EVENTSTOREDB_URL is wrong or missing, or the account may not read $all',
    );
  if (!(error instanceof StoreUnavailable)) return error;
  return new StoreUnavailable(`事件库没有应答 / ${error.message}`, { cause: error.cause });
}
