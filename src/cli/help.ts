/** Long texts of `--help`. */

export const overview = `
Example:
  $ waybill convert -f compose.yaml | kubectl apply -f -

Exit codes:
  0   done
  1   the input is invalid, or something was refused
  2   wrong usage
  3   --strict, and something was not translated; or diff found a difference
  70  an internal error`;

export const convertHelp = `
Without -o, standard output holds one YAML stream for kubectl apply -f -.
With services named, it converts them and what they depend on, as docker compose up SERVICE starts them.
A rule can also be accepted in the file: x-waybill: {accept: [RULE]}, at the top level or in a service.

Examples:
  $ waybill convert -f compose.yaml | kubectl apply -f -
  $ waybill convert -f compose.yaml -f compose.prod.yaml -o k8s -n shop --report report.json`;

export const checkHelp = `
The account goes to standard output; the exit codes are those of convert.

Examples:
  $ waybill check
  $ waybill check --strict --format github
  $ waybill check --format sarif > waybill.sarif`;

export const explainHelp = `
Examples:
  $ waybill explain services.web.healthcheck
  $ waybill explain compose.yaml:12
  $ waybill explain Deployment/web/spec/template/spec/containers/0/readinessProbe
  $ waybill explain H-13`;

export const diffHelp = `
Exit codes: 0 no difference, 3 a difference, 1 the input is invalid or refused.
Values of Secrets are not shown.

Examples:
  $ waybill diff k8s
  $ waybill diff -f compose.yaml -f compose.prod.yaml --cluster`;

export const graphHelp = `
Mermaid is drawn by GitHub, GitLab and many editors; SVG by every browser, dark where the reader's system is.

Examples:
  $ waybill graph
  $ waybill graph -f compose.yaml -o topology.svg`;

export const configHelp = `
What it prints is what docker compose config prints for the same input; each list has an order of its own.

Left out of what docker compose config has:
  SERVICE...                                       the project is one thing: it is printed whole
  --hash, --resolve-image-digests,
  --lock-image-digests                             ask a registry, or are about running containers
  --no-normalize, --no-path-resolution,
  --no-consistency, --no-env-resolution            give a project that cannot be converted
  --variables, --models, -o, --dry-run             grep, the whole project and a redirection do the same

Examples:
  $ waybill config --format json
  $ waybill config -f compose.yaml -f compose.prod.yaml -q --strict`;
