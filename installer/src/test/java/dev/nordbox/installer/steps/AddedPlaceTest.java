package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddedPlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/ssh/sshd_config.d/mine.conf",
                "/etc/systemd/system/ssh.service.d/mine.conf",
                "/etc/systemd/system/systemd-networkd.service.d/mine.conf",
                "/etc/default/ssh",
                "/etc/sysctl.d/99-mine.conf",
                "/etc/sysctl.conf",
                "/etc/profile",
                "/etc/profile.d/mine.sh",
                "/etc/bash.bashrc",
                "/etc/zsh/zshenv",
                "/etc/csh.cshrc",
                "/etc/fish/config.fish",
                "/etc/environment",
                "/etc/shells",
                "/etc/login.defs",
                "/etc/default/grub",
                "/etc/default/grub.d/mine.cfg",
                "/etc/modprobe.d/mine.conf",
                "/etc/udev/rules.d/70-mine.rules"
            })
    void whatMayLockOutOrBreakTheNextLoginIsWrittenByHand(String path) {
        assertThat(AddedPlace.refusal(path, false))
                .hasValueSatisfying(
                        refusal -> {
                            assertThat(refusal.what()).contains("may lock everybody out");
                            assertThat(refusal.remedy()).contains("with a session open");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/cron.d/trim",
                "/etc/motd",
                "/etc/bash_completion.d/mine",
                "/etc/systemd/system/mine.service",
                "/etc/default/mine",
                "/usr/local/bin/mine"
            })
    void otherFilesMayBeAdded(String path) {
        assertThat(AddedPlace.refusal(path, false)).isEmpty();
    }
}
