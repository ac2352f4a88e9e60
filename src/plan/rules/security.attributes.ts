import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

/** Rights of the container. */
export const securityAttributes: readonly AttributeRow[] = [
  ...rowsBelow('services.*', ['cap_add', 'cap_drop'], {
    outcomes: ['exact'],
    destination: 'container `securityContext.capabilities`',
    rules: ['B-169', 'SEC-05', 'SEC-06'],
  }),
  {
    attribute: 'services.*.privileged',
    outcomes: ['differs', 'exact'],
    destination: 'container `securityContext.privileged`',
    difference: 'opens the devices of whichever node the pod runs on, and needs a namespace that allows it',
    rules: ['B-170', 'SEC-07'],
  },
  {
    attribute: 'services.*.security_opt',
    outcomes: ['exact', 'differs', 'refused', 'refused!'],
    destination:
      '`securityContext` of pod and container: `allowPrivilegeEscalation`, `seccompProfile`, `seLinuxOptions`, `appArmorProfile` (an annotation before Kubernetes 1.30)',
    difference: 'profiles must exist on every node; options without a field are refused',
    rules: ['B-171', 'SEC-08', 'SEC-09', 'SEC-10', 'SEC-11', 'SEC-12'],
    since: '1.30',
  },
  {
    attribute: 'services.*.read_only',
    outcomes: ['exact'],
    destination: 'container `securityContext.readOnlyRootFilesystem`',
    rules: ['B-140', 'SEC-13'],
  },
  {
    attribute: 'services.*.group_add',
    outcomes: ['exact', 'differs', 'refused'],
    destination: 'pod `securityContext.supplementalGroups`',
    difference: 'numbers only; a name has to be known from the image',
    rules: ['B-016', 'SEC-04'],
  },
];
