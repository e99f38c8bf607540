import { Link } from 'react-router';
import type { RecordedPost } from '../api';
import { departmentName, regionName } from '../words/codes';
import { useWords } from '../words';

/** The posts in words: from when to when, by which document, and to whom each was handed over. */
export function PostsHeld({ posts }: { readonly posts: readonly RecordedPost[] }) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="posts">
      <h2 id="posts">{t('official.posts')}</h2>
      <ol className="plain ruled">
        {posts.map((post) => (
          <li key={post.eventId}>
            <div>
              <strong>{post.title ?? post.postId}</strong>{' '}
              <span className="quiet">
                {departmentName(post.department, language)} · {regionName(post.regionCode, language)}
              </span>
              <p className="caption">
                <span>
                  {post.from} – {post.to ?? t('official.stillHeld')}
                </span>
                <Link to={`/events/${post.eventId}`}>
                  {t('official.document')} {post.documentNo}
                </Link>
                {post.handedOverTo && (
                  <span>
                    {t('official.handedTo')}{' '}
                    <Link to={`/officials/${post.handedOverTo}`}>{post.handedOverTo}</Link>
                  </span>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
