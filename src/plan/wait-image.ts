/** Runs the containers that wait or copy files; the official image's `nc` knows `-z`, Debian's busybox does not (L-04, L-07). */
export const waitImage = 'busybox:1.36';
