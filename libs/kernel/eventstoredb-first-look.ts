import { connect as connectPlain } from 'node:net';
import { readFileSync } from 'node:fs';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { StoreMisconfigured } from './eventstoredb-faults.js';

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
 * Throws {@link StoreMisconfigured}; a server that is not there at all is no fault of the configuration and
 * is left to the retries.
 */
export async function firstLook(url: string): Promise<void> {
  for (const target of targetsOf(url)) {
    const seen = await handshake(target);
    if (seen === 'absent') continue;
    const wrong = wrongWith(target, seen);
    if (wrong) throw wrong;
    return;
  }
}

/** `plain`: it speaks, but not TLS. Else why its certificate is not trusted, empty when it is. */
type Seen = 'absent' | 'plain' | { readonly distrusted: string };

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

async function handshake({ host, port, caFile }: Target): Promise<Seen> {
  if (!(await opens(host, port))) return 'absent';
  const ca = caFile === undefined ? undefined : [readFileSync(caFile)];
  return new Promise((resolve) => {
    const names = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket: TLSSocket = connectTls({
      ...{ host, port, ...names, ALPNProtocols: ['h2'], rejectUnauthorized: false },
      ...(ca ? { ca } : {}),
    });
    const end = (seen: Seen) => {
      socket.destroy();
      resolve(seen);
    };
    socket.setTimeout(LOOK_MS, () => end('plain'));
    socket.once('error', () => end('plain'));
    socket.once('end', () => end('plain'));
    socket.once('secureConnect', () => {
      const { authorized, authorizationError } = socket;
      end({
        distrusted: authorized
          ? ''
          : String((authorizationError as Error | null)?.message ?? authorizationError),
      });
    });
  });
}

const opens = (host: string, port: number) =>
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
  const tls = options.get('tls') !== 'false';
  const caFile = options.get('tlscafile');
  return hosts.split(',').map((node) => {
    const [host = '', port = '2113'] = node.trim().split(':');
    return { host, port: Number(port), tls, caFile };
  });
}
