package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.List;

/** A box, from first to last. Read this first. */
public final class InstallSteps {
    private InstallSteps() {}

    /**
     * The order is that of a safe first start: closed before anything listens, configured before
     * anything reads its configuration, in the cluster before the controller comes. What needs no
     * cluster is done while k3s starts, which takes the longest.
     *
     * @param gitHost asked for a Git server's key that nobody has named
     * @param wait for k3s and its node
     */
    public static List<Step> of(Templates templates, HostKeyConfirmation gitHost, Wait wait) {
        return of(templates, gitHost, LoginPrompts.NOBODY, wait, List.of());
    }

    /**
     * @param person asked for what no file and no box has
     * @param sealingKeys files with private keys that the box shall have; none: it makes its own
     */
    public static List<Step> of(
            Templates templates,
            HostKeyConfirmation gitHost,
            LoginPrompts person,
            Wait wait,
            List<Path> sealingKeys) {
        K3sFiles k3s = new K3sFiles(templates);
        InstallRedis redis = new InstallRedis();
        return List.of(
                new AdoptHost(),
                new PrepareKernel(templates),
                new KeepLogs(templates),
                new GoThroughProxy(templates),
                new RaiseGuard(templates),
                new KeysOnly(templates),
                new WriteK3sFiles(k3s),
                new HoldToProfile(),
                new WriteRegistries(templates),
                new AddFiles(templates),
                new SilenceReporters(templates),
                new CreateControllerUser(),
                new GiveDeployKey(),
                new BeginSealingKey(!sealingKeys.isEmpty()),
                new UploadK3s(),
                new UploadImages(),
                new UploadOwnImages(),
                new RestoreCluster(),
                new InstallK3sUnit(k3s),
                new StartK3s(k3s, wait),
                new InstallJava(),
                new UploadController(),
                redis,
                new StartRedis(templates, redis),
                new SecurityUpdates(templates),
                new WatchWithAuditd(templates),
                new KeepTime(),
                new MakeWebhookSecret(),
                new PinGitHost(gitHost),
                new AwaitNode(wait),
                new ForgetOldNode(),
                new LabelNode(),
                MarkNode.labels(),
                MarkNode.taints(),
                new ApplyBaseline(templates, wait),
                new AwaitPolicies(wait),
                new GrantControllerAccess(),
                new ReadDumpsIn(wait),
                new InstallController(templates),
                new MakeSealingKey(sealingKeys),
                new StartController(templates),
                new KeepSettings(),
                new InstallSelfProof(templates),
                new InstallBackup(templates, person));
    }
}
