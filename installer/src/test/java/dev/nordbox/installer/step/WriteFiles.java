package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import java.util.List;

/** The plainest step there is. */
class WriteFiles implements Step {
    private final String id;
    private final List<RemoteFile> files;

    WriteFiles(String id, List<RemoteFile> files) {
        this.id = id;
        this.files = files;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return "Write " + id;
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.of(files);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return WriteFile.missing(facts, files);
    }
}
