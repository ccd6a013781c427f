// The rules of PSScriptAnalyzer that a syntax tree can decide, and the safety
// rules of our own (H7). A rule is stricter than its namesake where that is
// simpler. rules.tsv has the namesakes; rules_test.go says which rule is where,
// and breaks each of them.
import { bare, child, walk } from "./tree.mjs";
import { command } from "./command.mjs";
import { functionOf, parametersOf } from "./function.mjs";

const words = (text) => new Set(text.toLowerCase().trim().split(/\s+/));

const automatic = words(`_ args consolefilename enabledexperimentalfeatures error event eventargs eventsubscriber executioncontext false
  foreach home host input iscoreclr islinux ismacos iswindows lastexitcode matches myinvocation nestedpromptlevel pid profile
  psboundparameters pscmdlet pscommandpath psculture psdebugcontext psedition pshome psitem psscriptroot pssenderinfo psuiculture
  psversiontable pwd sender shellid stacktrace switch this true`);
const preferences = words(`confirmpreference debugpreference erroractionpreference informationpreference progresspreference
  verbosepreference warningpreference whatifpreference`);
const verbs = words(`Add Clear Close Copy Enter Exit Find Format Get Hide Join Lock Move New Open Optimize Pop Push Redo Remove Rename
  Reset Resize Search Select Set Show Skip Split Step Switch Undo Unlock Watch Backup Checkpoint Compare Compress Convert ConvertFrom
  ConvertTo Dismount Edit Expand Export Group Import Initialize Limit Merge Mount Out Publish Restore Save Sync Unpublish Update Approve
  Assert Build Complete Confirm Deny Deploy Disable Enable Install Invoke Register Request Restart Resume Start Stop Submit Suspend
  Uninstall Unregister Wait Debug Measure Ping Repair Resolve Test Trace Connect Disconnect Read Receive Send Write Block Grant Protect
  Revoke Unblock Unprotect Use`);
const changing = words("New Set Remove Start Stop Restart Reset Update");
const common = words(`Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable
  InformationVariable OutVariable OutBuffer PipelineVariable`);
const builtIn = words(`Add-Content Clear-Content Compare-Object ConvertFrom-Json ConvertTo-Json Copy-Item Export-Csv ForEach-Object
  Format-List Format-Table Get-Command Get-Content Get-Date Get-Item Get-Location Get-Variable Group-Object Import-Csv Join-Path
  Measure-Object New-Item New-Object Out-File Remove-Item Select-Object Set-Content Set-Variable Sort-Object Start-Sleep
  Test-Path Where-Object Write-Error Write-Host Write-Information Write-Output Write-Verbose Write-Warning`);
const reserved = words(`begin break catch class continue data define do dynamicparam else elseif end exit filter finally for foreach from
  function if in param process return switch throw trap try until using var while`);
const banned = words(`Invoke-Expression Add-Type Invoke-WebRequest Invoke-RestMethod Start-Process Start-BitsTransfer Install-Module
  Install-PackageProvider Update-Module Uninstall-Module Import-Module Remove-Module Set-ExecutionPolicy Send-MailMessage`);
const asking = words("Read-Host Get-Credential Out-GridView Pause");
// What Windows PowerShell 5.1 writes and reads in an encoding of its own, unless told.
const encoded = words("Add-Content Get-Content Set-Content Out-File Export-Csv Import-Csv");
const changes = words("Invoke-Operation Remove-CreatedObject");
// What Constrained Language Mode lets a script call: methods of texts, numbers,
// times and plain tables. ShouldProcess is called outside that mode only.
const methods = new Set(["ShouldProcess", "ContainsKey", "Substring", "ToUniversalTime", "ToString"]);

export function textFindings(text) {
  const out = [];
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    if (/[ \t]+$/.test(line)) out.push({ rule: "PSAvoidTrailingWhitespace", line: i + 1, text: line });
    if (/`[ \t]+$/.test(line)) out.push({ rule: "PSMisleadingBacktick", line: i + 1, text: line });
  });
  if (/[^\x00-\x7f]/.test(text) && !text.startsWith("\ufeff")) {
    out.push({ rule: "PSUseBOMForUnicodeEncodedFile", line: 1, text: text.match(/[^\x00-\x7f]/)[0] });
  }
  return out;
}

// wholeFindings are what can be told only of all statements together.
export function wholeFindings(statements) {
  const out = [];
  const top = statements.filter((s) => s.function === null);
  const reads = new Set(statements.flatMap((s) => s.reads.concat(s.literals.map((l) => l.toLowerCase()))));
  const used = new Set(top.filter((s) => s.type !== "param_block").flatMap((s) => s.reads));
  for (const s of top) {
    for (const p of s.parameters) {
      if (!used.has(p.name.toLowerCase())) out.push({ rule: "PSReviewUnusedParameter", line: 1, text: p.name });
    }
    for (const name of s.writes) {
      if (!reads.has(name) && !preferences.has(name) && !name.startsWith("script:")) {
        out.push({ rule: "PSUseDeclaredVarsMoreThanAssignments", line: 1, text: name });
      }
    }
  }
  return out;
}

// findings are what can be told of one statement of the script.
export function findings(statement, first) {
  const out = [];
  const say = (rule, node) => out.push({ rule, line: node.startPosition.row - first, text: node.text.slice(0, 80) });
  walk(statement, (node, around) => {
    ofNode(node, around, say);
    if (node.type === "command") ofCommand(node, command(node, around(), first), around, say);
    if (node.type === "function_statement" && child(node, "function_name")) ofFunction(node, say);
    if (node.type === "param_block") ofParameters(node, around, say);
  });
  return out;
}

function ofNode(node, around, say) {
  switch (node.type) {
    case "variable":
      if (/^[@$]global:/i.test(node.text)) say("PSAvoidGlobalVars", node);
      break;
    case "left_assignment_expression":
      if (automatic.has(node.text.replace(/^\$/, "").toLowerCase())) say("PSAvoidAssignmentToAutomaticVariable", node);
      break;
    case "foreach_statement":
      if (automatic.has(node.namedChildren[0].text.replace(/^\$/, "").toLowerCase())) say("PSAvoidAssignmentToAutomaticVariable", node);
      break;
    case "invokation_expression": {
      const member = child(node, "member_name");
      const named = member && child(member, "simple_name");
      if (!named) say("PSAvoidInvokingEmptyMembers", node);
      if (named && !methods.has(named.text)) say("H7.ConstrainedLanguage", node);
      if (named?.text === "ShouldProcess") {
        const around_ = around();
        const at = around_.findIndex((a) => a.type === "else_clause");
        if (at < 0 || around_[at + 1]?.namedChildren[0].text !== "$script:Limited") say("H7.ConstrainedLanguage", node);
      }
      if (named?.text === "ShouldContinue") {
        const f = around().find((a) => a.type === "function_statement");
        if (!f || !functionOf(f).parameters.some((p) => p.name === "Force")) say("PSAvoidShouldContinueWithoutForce", node);
      }
      if (node.children.some((c) => c.text === "::")) say("H7.ConstrainedLanguage", node);
      if (/^\[(System\.Collections\.)?hashtable\]::new/i.test(node.text)) say("PSUseLiteralInitializerForHashtable", node);
      break;
    }
    case "cast_expression":
      if (/^\[(pscustomobject|ordered|adsi|wmi)/i.test(node.text)) say("H7.ConstrainedLanguage", node);
      break;
    case "member_access":
      if (/^\$[A-Za-z]+\.Count$/i.test(node.text)) counted(node, around(), say);
      if (node.children.some((c) => c.text === "::")) say("H7.ConstrainedLanguage", node);
      if (/^\$host\.ui/i.test(node.text)) say("H7.NonInteractive", node);
      break;
    case "class_statement":
    case "enum_statement":
      say("H7.ConstrainedLanguage", node);
      break;
    case "catch_clause":
      if (!child(child(node, "statement_block") ?? node, "statement_list")) say("PSAvoidUsingEmptyCatchBlock", node);
      break;
    case "comparison_expression":
      if (node.childCount > 1 && bare(node.namedChildren.at(-1)).text === "$null") say("PSPossibleIncorrectComparisonWithNull", node);
      break;
    case "if_statement":
    case "elseif_clause":
    case "while_statement": {
      const asked = node.type === "while_statement" ? child(node, "while_condition") : child(node, "pipeline");
      if (!asked) break;
      if (bare(asked).type === "assignment_expression") say("PSPossibleIncorrectUsageOfAssignmentOperator", asked);
      walk(asked, (each) => {
        if (each.type === "redirection") say("PSPossibleIncorrectUsageOfRedirectionOperator", each);
      });
      break;
    }
    case "ternary_expression":
    case "null_coalesce_expression":
      if (node.childCount > 1) say("PSUseCompatibleSyntax", node);
      break;
    case "attribute_argument":
      if (/^HelpMessage\s*=\s*(''|""|\$null)$/i.test(node.text)) say("PSAvoidNullOrEmptyHelpMessageAttribute", node);
      break;
  }
  if (node.children.some((c) => !c.isNamed && /^(\?\?=?|&&|\|\||\?\.|\?\[)$/.test(c.text))) say("PSUseCompatibleSyntax", node);
}

// counted finds a Count of what may be one object, which has none in strict mode: a
// variable that is assigned in the same function or statement, and not a list or table.
function counted(node, around, say) {
  const of = node.namedChildren[0].text.toLowerCase();
  const scope = around.find((a) => a.type === "function_statement") ?? around.at(-1) ?? node;
  walk(scope, (each) => {
    if (each.type !== "assignment_expression" || each.namedChildren[0].text.toLowerCase() !== of) return;
    if (!/^@[({]/.test(each.namedChildren.at(-1).text)) say("W5.Count", node);
  });
}

function ofCommand(node, c, around, say) {
  const name = c.name.toLowerCase();
  const argument = (n) => c.arguments.find((a) => a.name.toLowerCase() === n.toLowerCase());
  const text = (n) => argument(n)?.value?.text ?? argument(n)?.text ?? "";
  if (/^(catch|finally)$/.test(name)) say("PSMissingTryBlock", node);
  else if (/^\d+(\.\d+){2,}$/.test(name)) say("PSInvalidMultiDotValue", node);
  else if (name !== "" && !/^[a-z]+-[a-z0-9]+$/.test(name)) say("PSAvoidUsingCmdletAliases", node);
  walk(node, (each) => {
    if (each.type === "generic_token" && /^\d+(\.\d+){2,}$/.test(each.text)) say("PSInvalidMultiDotValue", each);
  });
  // Piped, a list of one comes as the one; and two levels are the default depth.
  if (/^convert(to|from)-json$/.test(name) && !argument("InputObject")) say("W5.Json", node);
  if (name === "convertto-json" && !argument("Depth")) say("W5.Json", node);
  if (encoded.has(name) && !/^'?UTF8'?$/.test(text("Encoding"))) say("W5.Encoding", node);
  if (child(child(node, "command_elements") ?? node, "redirection")) say("W5.Encoding", node);
  if (changes.has(name) && c.in === "" && !around().some((a) => a.type === "assignment_expression")) say("W5.Leak", node);
  if (name === "new-variable" || name === "set-variable") say("PSAvoidDynamicallyCreatingVariableNames", node);
  if (name === "new-alias" || name === "set-alias") say("PSAvoidGlobalAliases", node);
  if (argument("AllowUnencryptedAuthentication")) say("PSAvoidUsingAllowUnencryptedAuthentication", node);
  if (/^(md5|sha1|ripemd160|mactripledes)$/i.test(text("Algorithm"))) say("PSAvoidUsingBrokenHashAlgorithms", node);
  if (argument("ComputerName")) say("PSAvoidUsingComputerNameHardcoded", node);
  if (name === "convertto-securestring" && argument("AsPlainText")) say("PSAvoidUsingConvertToSecureStringWithPlainText", node);
  if (name === "invoke-expression") say("PSAvoidUsingInvokeExpression", node);
  if (c.positional > 0) say("PSAvoidUsingPositionalParameters", node);
  if (/^(get-wmiobject|invoke-wmimethod|register-wmievent|remove-wmiobject|set-wmiinstance)$/.test(name)) say("PSAvoidUsingWMICmdlet", node);
  if (name === "write-host") say("PSAvoidUsingWriteHost", node);
  if (name === "new-object" && /hashtable/i.test(text("TypeName"))) say("PSUseLiteralInitializerForHashtable", node);
  if (name === "new-object" && text("TypeName") !== "PSObject") say("H7.ConstrainedLanguage", node);
  if (/^(invoke-command|start-job|start-threadjob)$/.test(name) || argument("Parallel")) say("PSUseUsingScopeModifierInNewRunspaces", node);
  if (banned.has(name)) say("H7.Forbidden", node);
  if (asking.has(name) && !(name === "read-host" && c.in === "Confirm-Change")) say("H7.NonInteractive", node);
  if (argument("Identity")?.value?.kind === "text") say("H7.Identity", node);
  if (name.startsWith("get-") && argument("Identity") && !(c.in === "Get-MemberName" && argument("Identity").text === "$identity")) {
    say("H7.Identity", node);
  }
  if (argument("Confirm") && !c.guarded && name !== "disconnect-exchangeonline") say("H7.Confirm", node);
  const onError = text("ErrorAction");
  if (/SilentlyContinue|Continue/i.test(onError) && name !== "write-error") say("H7.Errors", node);
  if (/Ignore/i.test(onError) && name !== "get-command") say("H7.Errors", node);
  if (name.startsWith("remove-") && !(c.in === "" && name === "remove-createdobject")
    && !(c.in === "Remove-CreatedObject" && c.guarded && argument("Identity")?.text === "$identity")) say("H7.Remove", node);
}

function ofFunction(node, say) {
  const f = functionOf(node);
  const [verb, noun] = f.name.split("-");
  const asked = /\.ShouldProcess\(/.test(node.text);
  if (/^global:/i.test(f.name)) say("PSAvoidGlobalFunctions", node);
  if (builtIn.has(f.name.toLowerCase())) say("PSAvoidOverwritingBuiltInCmdlets", node);
  if (reserved.has(f.name.toLowerCase())) say("PSAvoidReservedWordsAsFunctionNames", node);
  if (/[^A-Za-z0-9-]/.test(f.name.replace(/^global:/i, ""))) say("PSReservedCmdletChar", node);
  if (!verbs.has(verb.toLowerCase())) say("PSUseApprovedVerbs", node);
  if (noun && /s$/i.test(noun) && !/(ss|us|is|data|windows)$/i.test(noun)) say("PSUseSingularNouns", node);
  if (!f.help) say("PSProvideCommentHelp", node);
  if (f.asks !== asked) say("PSShouldProcess", node);
  if (changing.has(verb.toLowerCase()) && !f.asks) say("PSUseShouldProcessForStateChangingFunctions", node);
  const reads = new Set();
  const writes = new Map();
  const body = new Set();
  walk(node, (each, around) => {
    if (each.type !== "variable") return;
    const name = each.text.replace(/^[@$]/, "").toLowerCase();
    const outer = around();
    if (outer.some((a) => a.type === "script_parameter" && child(a, "variable")?.startIndex === each.startIndex)) return;
    body.add(name);
    const left = outer.find((a) => a.type === "left_assignment_expression");
    if (left && left.text === each.text) writes.set(name, each);
    else reads.add(name);
  });
  for (const p of f.parameters) {
    if (!body.has(p.name.toLowerCase())) say("PSReviewUnusedParameter", node);
  }
  for (const [name, where] of writes) {
    if (!reads.has(name) && !preferences.has(name) && name !== "null") say("PSUseDeclaredVarsMoreThanAssignments", where);
  }
}

function ofParameters(node, around, say) {
  const all = parametersOf(node);
  const names = all.map((p) => p.name.toLowerCase());
  for (const p of all) {
    const name = p.name.toLowerCase();
    if (automatic.has(name)) say("PSAvoidAssignmentToAutomaticVariable", node);
    if (p.mandatory && p.fallback !== "") say("PSAvoidDefaultValueForMandatoryParameter", node);
    if (p.types.includes("switch") && p.fallback === "$true") say("PSAvoidDefaultValueSwitchParameter", node);
    if (p.types.length > 1) say("PSAvoidMultipleTypeAttributes", node);
    if (common.has(name)) say("PSReservedParams", node);
    if (/\$(PSScriptRoot|PSCommandPath|MyInvocation)/i.test(p.fallback)) say("W5.Default", node);
    if (name === "whatif" || name === "confirm") say("PSUseSupportsShouldProcess", node);
    if (/password|passphrase/.test(name) && !p.types.includes("securestring")) say("PSAvoidUsingPlainTextForPassword", node);
    if (name === "credential" && !p.types.includes("pscredential")) say("PSUsePSCredentialType", node);
    if (/password|passphrase|secret|credential|token/.test(name)) say("H7.Secret", node);
  }
  if (names.some((n) => /^(user(name)?|account)$/.test(n)) && names.some((n) => /password/.test(n))) say("PSAvoidUsingUsernameAndPasswordParams", node);
  const piped = all.filter((p) => p.attributes.some((a) => /ValueFromPipeline\b/.test(a)));
  if (piped.length > 1) say("PSUseSingleValueFromPipelineParameter", node);
  const owner = around().find((a) => a.type === "function_statement");
  if (piped.length > 0 && !(owner && /\bprocess\s*\{/.test(owner.text))) say("PSUseProcessBlockForPipelineCommand", node);
  const sets = new Set(all.flatMap((p) => p.sets));
  const attributes = child(node, "attribute_list")?.text ?? "";
  const other = attributes.match(/DefaultParameterSetName\s*=\s*'([^']*)'/);
  const folded = new Set([...sets, ...(other ? [other[1]] : [])].map((s) => s.toLowerCase()));
  if (sets.size > 0 && (!other || folded.size !== new Set([...sets, other[1]]).size || [...sets].some((s) => s.includes("\n")))) {
    say("PSUseConsistentParameterSetName", node);
  }
}
