# Written by nordbox. As a flag it takes effect, too, but the kubelet's /configz then says false, and nobody can prove it.
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
seccompDefault: true
