/**
 * YAML as Kubernetes' Go tools read and write it: a mutable node tree, a parser with the scalar
 * rules of go-yaml v3 (and v2 where kustomization files need them) and an emitter whose bytes are
 * those of go-yaml v2. Nothing here knows Kubernetes or Kustomize.
 */
@NullMarked
package dev.nordbox.appliance.render.yaml;

import org.jspecify.annotations.NullMarked;
