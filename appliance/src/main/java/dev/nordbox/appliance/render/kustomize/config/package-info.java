/** What kustomization files, transformer configurations and plugin configurations say. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.config;

import org.jspecify.annotations.NullMarked;
