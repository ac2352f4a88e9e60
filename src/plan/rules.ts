import type { ProjectRule, ServiceRule } from './rule.ts';
import { argumentSecretsRule } from './rules/argument-secrets.ts';
import { autoscalingRule } from './rules/autoscaling.ts';
import { commandRule } from './rules/command.ts';
import { deployRule } from './rules/deploy.ts';
import { devicesRule } from './rules/devices.ts';
import { environmentRule } from './rules/environment.ts';
import { exposureRule } from './rules/exposure.ts';
import { extensionFieldsRule } from './rules/extension-fields.ts';
import { extensionsRule } from './rules/extensions.ts';
import { filesRule } from './rules/files.ts';
import { gpusRule } from './rules/gpus.ts';
import { hardeningRule } from './rules/hardening.ts';
import { imageRule } from './rules/image.ts';
import { kernelRule } from './rules/kernel.ts';
import { komposeRule } from './rules/kompose.ts';
import { lifecycleRule } from './rules/lifecycle.ts';
import { metadataRule } from './rules/metadata.ts';
import { networkPoliciesRule } from './rules/network-policies.ts';
import { permissionsRule } from './rules/permissions.ts';
import { placementRule } from './rules/placement.ts';
import { podRule } from './rules/pod.ts';
import { portSourcesRule } from './rules/port-sources.ts';
import { preStartRule } from './rules/pre-start.ts';
import { probesRule } from './rules/probes.ts';
import { providersRule } from './rules/providers.ts';
import { qualityOfServiceRule } from './rules/quality-of-service.ts';
import { referencesRule } from './rules/references.ts';
import { resourcesRule } from './rules/resources.ts';
import { restartRule } from './rules/restart.ts';
import { rolloutRule } from './rules/rollout.ts';
import { routesRule } from './rules/routes.ts';
import { securityRule } from './rules/security.ts';
import { schedulersRule } from './rules/schedulers.ts';
import { schedulesRule } from './rules/schedules.ts';
import { seedsRule } from './rules/seeds.ts';
import { servicesRule } from './rules/services.ts';
import { untranslatableRule } from './rules/untranslatable.ts';
import { userRule } from './rules/user.ts';
import { volumesRule } from './rules/volumes.ts';
import { waitsRule } from './rules/waits.ts';
import { workloadSourcesRule } from './rules/workload-sources.ts';
import { claimsRule } from './rules/claims.ts';

/** Applied to each service in turn. Seeds come after what they copy the image and user of. */
export const serviceRules: readonly ServiceRule[] = [
  podRule,
  imageRule,
  commandRule,
  environmentRule,
  userRule,
  securityRule,
  hardeningRule,
  kernelRule,
  resourcesRule,
  gpusRule,
  probesRule,
  lifecycleRule,
  schedulesRule,
  preStartRule,
  argumentSecretsRule,
  restartRule,
  metadataRule,
  volumesRule,
  devicesRule,
  seedsRule,
  deployRule,
  placementRule,
  extensionFieldsRule,
  untranslatableRule,
  rolloutRule,
  autoscalingRule,
];

/** Applied once every service has its own part; the order is that of the objects they make. */
export const projectRules: readonly ProjectRule[] = [
  providersRule,
  schedulersRule,
  filesRule,
  claimsRule,
  servicesRule,
  exposureRule,
  routesRule,
  networkPoliciesRule,
  waitsRule,
  qualityOfServiceRule,
  permissionsRule,
  extensionsRule,
  komposeRule,
  referencesRule,
  portSourcesRule,
  workloadSourcesRule,
];
