package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads kernel modules and sets kernel parameters, now and for every boot. Before k3s: its kubelet
 * refuses to start with other values.
 */
public final class PrepareKernel implements Step {
    static final String MODULES = "/etc/modules-load.d/nordbox.conf";

    /**
     * Read last of all at boot: files are read in the order of their names, whatever directory they
     * lie in, and Debian's {@code 99-sysctl.conf} is {@code /etc/sysctl.conf}.
     */
    static final String SYSCTLS = "/etc/sysctl.d/zz-nordbox.conf";

    /** Where the parameters lay before, and lost to {@code 99-sysctl.conf} at the next boot. */
    static final String EARLIER_SYSCTLS = "/etc/sysctl.d/90-nordbox.conf";

    static final List<String> SYSCTL_FILES = List.of(SYSCTLS, EARLIER_SYSCTLS);

    private final Templates templates;

    public PrepareKernel(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "kernel";
    }

    @Override
    public String title() {
        return "Prepare the kernel";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        KernelSettings settings = KernelSettings.render(templates, isHardened(spec));
        return FactQuery.of(files(settings))
                .and(KernelBefore.ours())
                .files(List.of(EARLIER_SYSCTLS))
                .modules(settings.modules())
                .sysctls(settings.keys());
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        KernelSettings settings = KernelSettings.render(templates, isHardened(spec), facts);
        List<Change> changes = new ArrayList<>(KernelBefore.noted(facts, settings));
        changes.addAll(written(facts, settings, isHardened(spec)));
        changes.addAll(Removal.of(facts, List.of(EARLIER_SYSCTLS)));
        List<String> modules =
                settings.modules().stream().filter(m -> !facts.modules().contains(m)).toList();
        if (!modules.isEmpty()) {
            changes.add(
                    change("load kernel modules " + String.join(", ", modules), load(modules))
                            .because("the running kernel is without"));
        }
        List<String> parameters = settings.notInForce(facts);
        if (!parameters.isEmpty()) {
            changes.add(
                    change(
                                    "set " + String.join(", ", parameters),
                                    Command.of("sysctl", "-q", "-p", SYSCTLS))
                            .because("the running kernel has other values"));
        }
        if (!isHardened(spec)) {
            changes.addAll(KernelBefore.takenBack(facts, settings.keys()));
        }
        return changes;
    }

    /** Whoever switches hardening off is told what stays: without it the kubelet does not start. */
    private static List<Change> written(
            HostFacts facts, KernelSettings settings, boolean hardened) {
        List<Change> written = WriteFile.missing(facts, files(settings));
        if (hardened || facts.file(SYSCTLS).isEmpty()) {
            return written;
        }
        return written.stream()
                .map(
                        change ->
                                change.because(
                                        "%s; hardening.sysctl is off, and for k3s there stay %s"
                                                .formatted(
                                                        change.why(),
                                                        String.join(", ", settings.keys()))))
                .toList();
    }

    private static boolean isHardened(InstallSpec spec) {
        return spec.config().hardening().sysctl();
    }

    private static List<RemoteFile> files(KernelSettings settings) {
        return List.of(
                RemoteFile.of(MODULES, settings.modulesFile(), "0644"),
                RemoteFile.of(SYSCTLS, settings.sysctlFile(), "0644"));
    }

    private static Command load(List<String> modules) {
        List<String> words = new ArrayList<>(List.of("modprobe", "-a"));
        words.addAll(modules);
        return Command.of(words.toArray(String[]::new));
    }

    private static Change change(String description, Command command) {
        Command asRoot = command.withRoot();
        return Change.running(description, asRoot);
    }
}
