package dev.nordbox.appliance.application;

import dev.nordbox.appliance.render.directory.DirectorySource;

/**
 * An Application that is honoured in full.
 *
 * @param path directory in the repository, without leading or trailing slash
 * @param directory how it is read when it is no kustomization
 * @param namespace destination.namespace
 * @param origin file and line of the Application
 */
record ApplicationSource(
        String name,
        String path,
        DirectorySource directory,
        String namespace,
        SyncPolicy policy,
        String origin) {}
