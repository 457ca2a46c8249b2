package dev.nordbox.appliance.git;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of the machine: no Git configuration but the mirror's own, no environment. A
 * {@code url.insteadOf} or {@code http.proxy} in somebody's home cannot redirect a fetch, and no
 * {@code git} is run to find a system-wide file.
 */
final class ClosedGitEnvironment extends SystemReader.Delegate {

    /** JGit's caches are per process; manifests are small, so these can be, too. */
    private static final long PACK_WINDOWS_BYTES = 4L << 20;

    private static final int DELTA_BASES_BYTES = 2 << 20;

    /** Linux stamps files with the time of the last timer tick, at most this old. */
    private static final Duration FILE_TIME_GRAIN = Duration.ofMillis(10);

    private ClosedGitEnvironment(SystemReader machine) {
        super(machine);
    }

    /** For the whole process; a second call changes nothing. */
    static synchronized void install() {
        if (SystemReader.getInstance() instanceof ClosedGitEnvironment) {
            return;
        }
        SystemReader.setInstance(new ClosedGitEnvironment(SystemReader.getInstance()));
        WindowCacheConfig cache = new WindowCacheConfig();
        cache.setPackedGitLimit(PACK_WINDOWS_BYTES);
        cache.setDeltaBaseCacheLimit(DELTA_BASES_BYTES);
        cache.setExposeStatsViaJmx(false);
        cache.install();
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    /** A configuration that is empty, never out of date, and forgets what JGit would save in it. */
    private static final class NoConfig extends FileBasedConfig {

        NoConfig(Config parent, FS fs) {
            super(parent, new File("/dev/null"), fs);
        }

        @Override
        public void load() {
            // nothing to read
        }

        @Override
        public void save() {
            // nowhere to write
        }

        /** Without this answer JGit writes probe files for seconds to find it out by itself. */
        @Override
        public long getTimeUnit(
                String section, String subsection, String name, long usual, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(FILE_TIME_GRAIN)
                    : super.getTimeUnit(section, subsection, name, usual, unit);
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
