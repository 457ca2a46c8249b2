package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.git.JGitSource;
import dev.nordbox.appliance.git.MirrorRoom;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Opens a repository that Applications name, by the login that the cluster has for it now. */
final class MirrorDoor implements Door {

    private final Path mirror;
    private final MirrorRoom room;
    private final Logins logins;
    private final Hosts hosts;
    private final Set<String> urls = new ConcurrentSkipListSet<>();

    // Of the poll's thread alone.
    private Optional<JGitSource> source = Optional.empty();
    private Optional<GitAccess> used = Optional.empty();

    /**
     * @param room for what the mirror grows by
     */
    MirrorDoor(Path mirror, MirrorRoom room, Logins logins, Hosts hosts) {
        this.mirror = mirror;
        this.room = room;
        this.logins = logins;
        this.hosts = hosts;
    }

    /** Applications write it so, too. */
    void writtenAs(String url) {
        urls.add(url);
    }

    /** And in no other way any more. */
    void writtenOnlyAs(Collection<String> those) {
        urls.retainAll(those);
        urls.addAll(those);
    }

    @Override
    public GitSource open(Optional<GitSource> open) throws GitException {
        GitAccess access = logins.to(urls.stream().map(Hosts::parse).toList());
        hosts.check(access.url());
        if (source.isEmpty()) {
            source = Optional.of(JGitSource.open(access, mirror, room));
        } else if (!used.equals(Optional.of(access))) {
            source.get().reachBy(access);
        }
        used = Optional.of(access);
        return source.get();
    }
}
