import { sha256Hex } from '../value/hash.ts';
import { k8sName } from '../value/kube-name.ts';

/**
 * Hands out object names and keeps them apart (G-03). A name that its owner wrote as it stands wins over one that
 * had to be made; of two that had to be made the later gets a hash of its original.
 */
export class NamePool {
  readonly #owners = new Map<string, string>();

  /**
   * @param kind the kind of object; names of different kinds do not collide
   * @param original what the name is made from, also the identity of its owner
   * @param max length limit of the kind
   */
  take(kind: string, original: string, max = 63): string {
    const wanted = k8sName(original, max);
    const name = this.#isFree(kind, wanted, original) ? wanted : k8sName(`${wanted.slice(0, max - 9)}-${sha256Hex(original, 8)}`, max);
    this.#owners.set(`${kind}/${name}`, original);
    return name;
  }

  #isFree(kind: string, name: string, original: string): boolean {
    const owner = this.#owners.get(`${kind}/${name}`);
    return owner === undefined || owner === original;
  }
}
