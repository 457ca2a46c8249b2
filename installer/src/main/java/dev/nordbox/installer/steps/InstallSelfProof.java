package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has a box that is held to controls prove itself: a key of its own, what it was brought up with, a
 * service, and what starts it, by the calendar and a while after each start of k3s. Where no
 * profile asks for it all of it goes; the evidence stays.
 */
public final class InstallSelfProof implements Step {
    private static final RemoteDirectory STATE =
            new RemoteDirectory(ProofFile.STATE, "0700", "root:root");
    private static final BoxKey KEY = new BoxKey(ProofFile.KEY, "root", "proof key", "");

    private final Templates templates;

    public InstallSelfProof(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "self-proof";
    }

    @Override
    public String title() {
        return "Have the box prove itself";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return RemoveSelfProof.query().and(KEY.query());
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<Schedule> schedule =
                spec.config()
                        .profile()
                        .filter(profile -> !profile.controls().isEmpty())
                        .flatMap(profile -> profile.parameters().selfProof())
                        .map(Schedule::of);
        return schedule.isPresent()
                ? wanted(facts, spec, schedule.get())
                : RemoveSelfProof.everything(facts);
    }

    private List<Change> wanted(HostFacts facts, InstallSpec spec, Schedule schedule) {
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, List.of(STATE)));
        if (!KEY.stands(facts)) {
            changes.add(KEY.make());
        }
        Optional<Attestation.Proof> attested =
                spec.config()
                        .profile()
                        .map(Profile::parameters)
                        .flatMap(parameters -> parameters.place().attestation())
                        .map(Attestation::proof);
        List<RemoteFile> attestation = attestation(attested);
        changes.addAll(RemoveSelfProof.attestationBut(facts, attestation));
        changes.addAll(WriteFile.missing(facts, attestation));
        changes.addAll(WriteFile.missing(facts, List.of(settings(spec, attested.isPresent()))));
        ProofUnits model = ProofUnits.of(ControllerJava.executable(facts, spec), schedule);
        changes.addAll(unit(ProofFile.SERVICE, model).unread(facts));
        changes.addAll(unit(ProofFile.TIMER, model).missing(facts));
        changes.addAll(SystemdUnit.started(facts, ProofFile.TIMER, schedule.text()));
        // Started with k3s from its next start on; what this one brought up is proved by `up`.
        changes.addAll(unit(ProofFile.START_TIMER, model).missing(facts));
        return changes;
    }

    private static List<RemoteFile> attestation(Optional<Attestation.Proof> attested) {
        List<RemoteFile> files = new ArrayList<>();
        attested.ifPresent(
                proof -> files.add(RemoteFile.of(ProofFile.ATTESTATION, proof.text(), "0600")));
        attested.flatMap(Attestation.Proof::signature)
                .ifPresent(
                        text ->
                                files.add(
                                        RemoteFile.of(
                                                ProofFile.ATTESTATION_SIGNATURE, text, "0600")));
        return files;
    }

    private RemoteFile settings(InstallSpec spec, boolean attested) {
        ProofModel model = ProofModel.of(spec.config(), attested);
        return RemoteFile.of(
                ProofFile.PATH, templates.render("host" + ProofFile.PATH, model).text(), "0600");
    }

    private SystemdUnit unit(String name, ProofUnits model) {
        return new SystemdUnit(
                name, templates.render("host" + SystemdUnit.path(name), model).text());
    }
}
