package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitSource;
import java.util.Optional;

/** Opens a repository, and sees before each poll that the way in is still the right one. */
public interface Door {

    /**
     * @param open what was opened before
     * @return that, or what is to be used from now on
     * @throws GitException what is in the way; it may pass, as a key that is not there yet
     */
    GitSource open(Optional<GitSource> open) throws GitException;
}
