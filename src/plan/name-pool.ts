import { hashedK8sName, k8sName, k8sNames } from '../value/kube-name.ts';

/** Hands out object names and keeps them apart (G-03). Names of different kinds do not collide. */
export class NamePool {
  readonly #owners = new Map<string, string>();

  /** The names that the user chose, before any that is made up: one that needs no change keeps itself, whatever the order. */
  takeAll(kind: string, originals: Iterable<string>, max = 63): ReadonlyMap<string, string> {
    const names = k8sNames(originals, max);
    for (const [original, name] of names) this.#owners.set(`${kind}/${name}`, `chosen/${original}`);
    return names;
  }

  /**
   * A name that is made up, as `web-public`; it gives way to those that are taken already.
   * @param kind the kind of object
   * @param original what the name is made from
   * @param max length limit of the kind
   * @param identity of its owner, where several owners may ask for one name; the same owner gets the same name again
   */
  take(kind: string, original: string, max = 63, identity = original): string {
    const wanted = k8sName(original, max);
    const name = this.#isFree(kind, wanted, identity) ? wanted : hashedK8sName(original, max, identity);
    this.#owners.set(`${kind}/${name}`, `made/${identity}`);
    return name;
  }

  #isFree(kind: string, name: string, identity: string): boolean {
    const owner = this.#owners.get(`${kind}/${name}`);
    return owner === undefined || owner === `made/${identity}`;
  }
}
