<#ftl output_format="HTML" auto_esc=true>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Technical controls of ${hostname}, ${collected}</title>
<style>
  :root { --ink: #1b2733; --soft: #5b6b7a; --line: #dde3e9; --paper: #fff;
    --pass: #2e7d4f; --fail: #b3261e; --inconclusive: #b7791f; --manual: #6b5b95; --not-implemented: #8a949e; --not-applicable: #b9c2ca; }
  * { box-sizing: border-box; }
  body { margin: 0; background: #f3f5f7; color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
  main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; background: var(--paper); }
  h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
  h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 2px solid var(--ink); }
  p { margin: .5rem 0; }
  .soft { color: var(--soft); }
  dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 1.25rem 0; }
  dl.facts dt { color: var(--soft); }
  dl.facts dd { margin: 0; }
  .bar { display: flex; height: 1.6rem; border-radius: .3rem; overflow: hidden; margin: 1rem 0 .5rem; }
  .bar span { display: block; min-width: 2px; }
  .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 0; }
  .legend i, .mark { display: inline-block; width: .8rem; height: .8rem; border-radius: 50%; margin-right: .4rem; vertical-align: -1px; }
  .pass { background: var(--pass); } .fail { background: var(--fail); } .inconclusive { background: var(--inconclusive); }
  .manual { background: var(--manual); } .not-implemented { background: var(--not-implemented); } .not-applicable { background: var(--not-applicable); }
  table { width: 100%; border-collapse: collapse; }
  th { text-align: left; font-weight: 600; color: var(--soft); font-size: .85rem; }
  th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
  td.id { white-space: nowrap; font-weight: 600; width: 5.5rem; }
  td.result { white-space: nowrap; width: 10.5rem; }
  td .seen { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
  td .open { font-size: .9rem; font-style: italic; color: var(--soft); }
  td .waiver { font-size: .9rem; border-left: 3px solid var(--inconclusive); padding-left: .5rem; }
  code { font: .85rem/1.45 ui-monospace, Menlo, Consolas, monospace; background: #eef1f4; padding: .1rem .3rem; border-radius: .2rem; overflow-wrap: anywhere; }
  .claim { border: 1px solid var(--line); border-left: 5px solid var(--ink); padding: .75rem 1rem; margin: 1.25rem 0; }
  @media print {
    body { background: #fff; font-size: 10pt; } main { padding: 0; max-width: none; }
    h2 { break-after: avoid; } tr, .claim { break-inside: avoid; }
    .bar span, .mark, .legend i { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
    @page { margin: 18mm 16mm; }
  }
</style>
</head>
<body>
<main>
<h1>Technical controls of ${hostname}</h1>
<p class="soft">Profile ${profile} ${profileVersion}, ${profileTitle}</p>

<div class="bar" role="img" aria-label="${summary}"><#list counts as count><#if count.number gt 0><span class="${count.style}" style="flex: ${count.number}" title="${count.number} ${count.word}"></span></#if></#list></div>
<ul class="legend"><#list counts as count><li><i class="${count.style}"></i>${count.number} ${count.word}</li></#list></ul>

<#if byTheBox><div class="claim">
<p><strong>The box says this of itself.</strong> A program on the host made this record and signed it with a key that lies there. Whoever administers the host could have written it: it is no person's proof, and it does not stand for one.</p>
</div>

</#if><div class="claim">
<p><strong>What this says.</strong> Technical controls were applied and verified at ${collected}. The scope is this one host and its cluster. The statement expires at ${expires}<#if booted?has_content && k3sStarted?has_content>, and with the next reboot or restart of k3s: the host runs since ${booted}, k3s since ${k3sStarted}</#if>. Only a pass is one: manual, inconclusive and not implemented controls are not counted as such.</p>
<#if failed?has_content><p><strong>Not met, and nobody answers for it:</strong> <#list failed as id>${id}<#sep>, </#list>.</p></#if>
</div>

<#list since as run>
<div class="claim">
<p><strong>What the box has found since, by itself.</strong> At ${run.collected}: ${run.summary}.<#if run.failed?has_content> Not met, and nobody answers for it: <#list run.failed as id><a href="#${id}">${id}</a><#sep>, </#list>.</#if> It signs with a key of its own, so whoever administers the host could have written this. It tells that something may be wrong, and is no person's proof: nothing below is taken from it.</p>
</div>

</#list>
<dl class="facts">
  <dt>Host</dt><dd>${host} (${os})</dd>
  <dt>Verified by</dt><dd>${operator} with ${tool}</dd>
  <dt>Evidence</dt><dd>run ${run}, number ${runs} on this box; <#if signed>signed with ${signedBy}<#else>not signed</#if></dd>
  <dt>Authority</dt><dd>${authority}</dd>
</dl>

<h2>Where the box may reach out to</h2>
<#if endpoints?has_content>
<table>
<thead><tr><th>Endpoint</th><th>Addresses and ports</th><th>For</th><th>Owner, as declared</th></tr></thead>
<tbody><#list endpoints as endpoint><tr><td>${endpoint.name}</td><td>${endpoint.addresses}, ${endpoint.ports}</td><td>${endpoint.purpose} (${endpoint.whose})</td><td>${endpoint.owner}</td></tr></#list></tbody>
</table>
<#else><p>Nowhere.</p></#if>

<#list areas as area>
<h2>${area.title}</h2>
<table>
<thead><tr><th>Control</th><th>Result</th><th>Requirement, and what was seen</th></tr></thead>
<tbody>
<#list area.rows as row>
<tr id="${row.id}"><td class="id">${row.id}</td><td class="result"><span class="mark ${row.style}"></span>${row.result}<#if row.should> <span class="soft">(should)</span></#if></td>
<td>${row.requirement}
<#list row.seen as line><div class="seen">${line}</div></#list>
<#if row.missing?has_content><div class="seen">Not implemented: <#list row.missing as item>${item}<#sep>; </#list></div></#if>
<#if row.waiver?has_content><div class="waiver">${row.waiver}</div></#if>
<#if row.leavesOpen?has_content><div class="open">Not proved by this: ${row.leavesOpen}</div></#if>
</td></tr>
</#list>
</tbody>
</table>
</#list>

<h2>By source</h2>
<table>
<thead><tr><th>Source</th><th>Controls</th></tr></thead>
<tbody><#list sources as source><tr><td>${source.ref}<#if !source.checked> <span class="soft">(unverified source)</span></#if></td><td><#list source.controls as control><span class="mark ${control.style}"></span><a href="#${control.id}">${control.id}</a> ${control.result}<#sep>, </#list></td></tr></#list></tbody>
</table>

<h2>What is not claimed</h2>
<ul>
<li>Whoever runs the hypervisor can read memory and disks of a virtual server. No measure on the host prevents that (EDPB Recommendations 01/2020, use case 6).</li>
<li>Legal duties are not covered: a basis for processing (GDPR Art. 6), rights of data subjects (Art. 13–22), the contract with the processor (Art. 28), an impact assessment (Art. 35).</li>
<li>The EU-US Data Privacy Framework: an appeal against its confirmation, C-703/25 P, was pending when this profile was written (June 2026). The profile does not rely on it.</li>
<li>What a country database says of an address is an estimate of the day it names: <a href="https://db-ip.com">IP Geolocation by DB-IP</a>, IP to Country Lite, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, in IPv6 reduced to networks of /64.</li>
<li>This is a technical record. It is no legal assessment and no certificate.</li>
</ul>

<h2>Check it without nordbox</h2>
<p>The records are in <code>evidence.jsonl</code>, one a line, each with the SHA-256 of the line before it.
<#if signed>The signature is checked by OpenSSH alone:</p>
<p><code>${command}</code></p>
<p>Compare the key in <code>allowed_signers</code> with <#if byTheBox>that of the host, as somebody who was there gave it to you<#else>the one the operator gave you</#if>.<#else>This run is not signed: it proves nothing about who wrote it.</#if></p>
<#list since as run><p>What the box has found since is in <code>own.jsonl</code>; that it was signed there:</p>
<p><code>${run.command}</code></p>
</#list>
</main>
</body>
</html>
