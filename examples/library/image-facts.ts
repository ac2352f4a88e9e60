import { type Conversion, convert, type ImageRow, nodeHost } from 'waybill';

/** What a Dockerfile would tell, of an image that is built elsewhere. A field that is left out is not known. */
const apiImage: ImageRow = {
  images: ['registry.example.com/shop/api'],
  facts: {
    ports: [{ port: 3000, protocol: 'tcp' }],
    uid: 1000,
    gid: 1000,
    shell: false,
    dataDirectories: ['/data'],
    source: 'docker inspect registry.example.com/shop/api:1.4',
    read: '2026-11-21',
  },
};

/** The rows win over the table of well-known images; `tag: /…/` narrows a row to some tags. */
export function convertWithFacts(file: string): Conversion {
  return convert({ files: [file], envFiles: [], profiles: [] }, {}, nodeHost(), { imageFacts: [apiImage] });
}
