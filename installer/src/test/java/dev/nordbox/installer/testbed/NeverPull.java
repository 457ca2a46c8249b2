package dev.nordbox.installer.testbed;

import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/** Test images are built on this machine; a registry has nothing to do with it. */
public final class NeverPull implements ImagePullPolicy {
    @Override
    public boolean shouldPull(DockerImageName image) {
        return false;
    }
}
