<#
.SYNOPSIS
    Microsoft 365 journaling to Area 1

.DESCRIPTION
    Establishes in an Exchange Online organization, in this order:

    - outbound connector "Deliver journal directly to Area 1 (US)"
    - outbound connector "Deliver journal directly to Area 1 (EU)"
    - outbound connector "Deliver journal directly to Area 1 (Australia)"
    - transport configuration
    - distribution group "Journaled people (US)"
    - distribution group "Journaled people (EU)"
    - distribution group "Journaled people (Australia)"
    - journal rule "Journal Messages to Cloudflare Area 1 (US)"
    - journal rule "Journal Messages to Cloudflare Area 1 (EU)"
    - journal rule "Journal Messages to Cloudflare Area 1 (Australia)"

    No cmdlet does these. They come out as checks to make by hand:

    - E7 Check the members
    - F7 Check the members
    - G7 Check the members
    - T13 Everyone is in the right group
    - T6 Mail from outside is reported
    - T7 Internal mail is not reported
    - T8-us Mail of the group reaches its region
    - T8-eu Mail of the group reaches its region
    - T8-australia Mail of the group reaches its region
    - T10 Reports arrive, and every rule is still on

    It is for one set of answers, which the notes of this help name. They are no
    parameters, so that nothing is set up with the hosts or the rules of another
    answer: where one of them is not yours, take the script that is made for yours.

    Run without -Action it reads, shows what it would change, and changes nothing.
    With -Action Apply it asks before each change; with -WhatIf it says what it
    would do and changes nothing. What is as wanted is left alone, so that a second
    run changes nothing, and a run after an interrupted one goes on where that ended.

    Before its first change, Apply writes a state file: what is there, and then
    each change. Rollback takes back what that file records, and nothing else.

    An object that exists under its present name, or under a name or value of an
    older guide, is not made a second time. Where it is not as wanted, the script
    stops and says what it would change: call the owner of the change, and give
    -ChangeExisting only with the owner's consent. Where several objects may be
    meant, the script stops and names them.

    To see what it would make, read the table below the parameters. To see how, read
    Invoke-Operation and Remove-CreatedObject: no other function changes anything in
    the organization.

    It uses the connection of the PowerShell window that it runs in. Open one with
    Connect-ExchangeOnline before, or give -UserPrincipalName, or the parameters of
    an app that signs in with a certificate. It installs nothing, loads no other
    module, and closes only a connection that it opened itself.

    It keeps to what Constrained Language Mode lets an untrusted script do. There it
    asks its questions itself, because PowerShell refuses such a script ShouldProcess.
    The module for Exchange has to be trusted by the policy of the computer.

    The account needs a role group of each line:

    - for outbound connectors: Organization Management
    - for transport configuration: Organization Management
    - for distribution groups: Recipient Management, Organization Management
    - for journal rules: Records Management, Compliance Management, Organization Management

    Exit codes, which a prompt has in $LASTEXITCODE: 0 done, or nothing to do;
    1 unexpected error or wrong parameters, nothing was changed; 2 changes are
    pending (Plan, -WhatIf); 3 stopped before anything was changed; 4 the
    verification failed; 5 stopped after something may have been changed: run Apply
    again, or Rollback with the state file; 6 the rollback is not complete.

.PARAMETER Action
    Plan reads and compares, and is the default. Apply makes the changes and then
    verifies. Verify compares every setting and reports each one. Rollback takes back
    what a run of Apply did; it needs -StatePath.

.PARAMETER Address
    What is your journal address at Area 1?
    Example: acme

.PARAMETER Undeliverable
    To which mailbox are journal reports to go that cannot be delivered?
    Example: journal-ndr@contoso.example

.PARAMETER GroupsUs
    What is the address of the distribution group of this region? (us)
    Example: journaled-us@contoso.example

.PARAMETER GroupsEu
    What is the address of the distribution group of this region? (eu)
    Example: journaled-eu@contoso.example

.PARAMETER GroupsAustralia
    What is the address of the distribution group of this region? (australia)
    Example: journaled-australia@contoso.example

.PARAMETER ConnectorUsName
    Another name for the outbound connector than the runbook's.

.PARAMETER ConnectorEuName
    Another name for the outbound connector than the runbook's.

.PARAMETER ConnectorAustraliaName
    Another name for the outbound connector than the runbook's.

.PARAMETER RuleUsName
    Another name for the journal rule than the runbook's.

.PARAMETER RuleEuName
    Another name for the journal rule than the runbook's.

.PARAMETER RuleAustraliaName
    Another name for the journal rule than the runbook's.

.PARAMETER ReplaceJournalingReportNdrTo
    Sets "Address for undeliverable reports" also where another value is there already.
    Without it a value that is there stays: others may use it.

.PARAMETER ReplaceGroupName
    Sets "Group name" also where another value is there already. Without it a value that
    is there stays: others may use it.

.PARAMETER ExpectedTenant
    A domain of the customer's. The script stops where the organization does not
    have it among its accepted domains. Apply needs it where it asks no questions.

.PARAMETER Staged
    Makes what is missing, and leaves it turned off. A later Apply without -Staged
    turns it on. What is there already is not turned off.

.PARAMETER ChangeExisting
    Lets Apply change an object that was there before. Call the owner of the change
    first. The state file keeps the old settings, and Rollback puts them back.

.PARAMETER StatePath
    The state file. Apply makes it, and stops where there is one of that name; without
    this parameter it is made in the current folder, with the time in its name. Rollback
    reads it. Verify compares with it what was there before. Each run of Apply that
    changes anything has a file of its own: to take back several, begin with the last.

.PARAMETER EvidencePath
    A new file for the result, as JSON.

.PARAMETER TranscriptPath
    A new file for everything that is shown. Without this parameter, Apply and Rollback
    make it in the current folder, with the time in its name.

.PARAMETER NoTranscript
    Apply and Rollback make no transcript of their own accord.

.PARAMETER Force
    Lets Rollback take back also what somebody has changed since. It answers no
    question: -Confirm:$false does that.

.PARAMETER UserPrincipalName
    The account to connect with when no connection is open. Without it the script
    uses the connection that is there. If the window to sign in fails, run
    Connect-ExchangeOnline yourself, with -DisableWAM (module 3.7.2 or later) or
    -Device, and then this script without this parameter.

.PARAMETER DelegatedOrganization
    The customer's organization, for a partner who signs in with an account of their own.

.PARAMETER AppId
    The app to connect as, without a person. It needs the permission
    Exchange.ManageAsApp and a role in Microsoft Entra.

.PARAMETER CertificateThumbprint
    The certificate that the app signs in with.

.PARAMETER Organization
    The organization that the app signs in to, such as contoso.onmicrosoft.com.

.EXAMPLE
    .\Set-Area1Journaling.ps1

    Shows what is there, what would be changed, and what is to be done by hand.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply -WhatIf

    Goes through all changes as Apply does, without making any.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply -StatePath .\Set-Area1Journaling.state.json

    Makes the changes, with a question before each one, and verifies them. Keep the
    state file: Rollback needs it.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply -Confirm:$false

    Makes the changes without questions: for a session that cannot ask any. It needs
    -ExpectedTenant where that has no default. To start it from elsewhere, such as a
    scheduled task, use -Command and end the command with "; exit $LASTEXITCODE": with
    -File, Windows PowerShell takes $false for a text.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Verify | ConvertTo-Json -Depth 6

    Compares every setting and writes the result as JSON, to keep as evidence.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Rollback -StatePath .\Set-Area1Journaling.state.json

    Takes back what the run of Apply did that made this state file.

.OUTPUTS
    Triptych.JournalingResult. Its Changes and Checks name the steps of the runbook.

.NOTES
    The answers that this script is for:
    - Does mail that leaves Microsoft 365 have to pass an email gateway of your own? outbound gateway
    - Which admin consoles do you work in? Exchange admin center and Microsoft Purview portal
    - Does mail of different people have to be processed in different regions? by region
    - In which region is the mail to be processed? US, EU only, Australia / New Zealand only
    - Whose mail is to be journaled? everyone
    - Are the steps to be shown with pictures of their forms? steps without pictures

    Customer: Contoso Ltd
    Runbook: TRP-KZXF-494F
    Model: 0000000000000000000000000000000000000000000000000000000000000000
    Steps such as A4 are those of the runbook, which says the same for the admin center.
#>

#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }

[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'ExistingConnection')]
[OutputType('Triptych.JournalingResult')]
param(
    [ValidateSet('Plan', 'Apply', 'Verify', 'Rollback')]
    [string] $Action = 'Plan',

    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}\z')]
    [string] $Address = 'contoso',

    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $Undeliverable = 'journal-ndr@contoso.example',

    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $GroupsUs = 'journaled-us@contoso.example',

    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $GroupsEu = 'journaled-eu@contoso.example',

    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $GroupsAustralia = 'journaled-au@contoso.example',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $ConnectorUsName = 'Deliver journal directly to Area 1 (US)',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $ConnectorEuName = 'Deliver journal directly to Area 1 (EU)',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $ConnectorAustraliaName = 'Deliver journal directly to Area 1 (Australia)',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $RuleUsName = 'Journal Messages to Cloudflare Area 1 (US)',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $RuleEuName = 'Journal Messages to Cloudflare Area 1 (EU)',

    [ValidatePattern('^[^\p{Cc}]{1,64}\z')]
    [string] $RuleAustraliaName = 'Journal Messages to Cloudflare Area 1 (Australia)',

    [switch] $ReplaceJournalingReportNdrTo,

    [switch] $ReplaceGroupName,

    [ValidatePattern('^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $ExpectedTenant = 'contoso.example',

    [switch] $Staged,

    [switch] $ChangeExisting,

    [ValidateNotNullOrEmpty()]
    [string] $StatePath,

    [ValidateNotNullOrEmpty()]
    [string] $EvidencePath,

    [ValidateNotNullOrEmpty()]
    [string] $TranscriptPath,

    [switch] $NoTranscript,

    [switch] $Force,

    [Parameter(Mandatory, ParameterSetName = 'Interactive')]
    [ValidateNotNullOrEmpty()]
    [string] $UserPrincipalName,

    [Parameter(ParameterSetName = 'Interactive')]
    [ValidateNotNullOrEmpty()]
    [string] $DelegatedOrganization,

    [Parameter(Mandatory, ParameterSetName = 'AppOnly')]
    [ValidateNotNullOrEmpty()]
    [string] $AppId,

    [Parameter(Mandatory, ParameterSetName = 'AppOnly')]
    [ValidateNotNullOrEmpty()]
    [string] $CertificateThumbprint,

    [Parameter(Mandatory, ParameterSetName = 'AppOnly')]
    [ValidateNotNullOrEmpty()]
    [string] $Organization
)

if ($MyInvocation.InvocationName -eq '.') {
    throw 'Run this script, do not dot-source it: it would end your session.'
}
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Whether the script may call no methods but those of the simplest types.
$script:Limited = $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage'

# -----------------------------------------------------------------------------
# What is to be there afterwards
# -----------------------------------------------------------------------------

# What this script belongs to.
$script:About = @{
    Script  = 'Set-Area1Journaling'
    Title   = 'Set-Area1Journaling, model 0000000000000000000000000000000000000000000000000000000000000000, runbook TRP-KZXF-494F'
    Runbook = 'TRP-KZXF-494F'
    Model   = '0000000000000000000000000000000000000000000000000000000000000000'
}

# One entry for each object, in the order in which they are made.
# Settings  the value that each setting is to have, and the step of the runbook that
#           says the same; $null is a setting that stays unset
# Known     values of older guides under which the object may exist already
# Test      addresses that a test message is sent to after a change
# Lenient   whether the vendor says to go on when that test reports errors
$script:Desired = @(
    @{
        Id       = 'connector-us'
        Kind     = 'outbound-connector'
        Title    = ('outbound connector "' + $ConnectorUsName + '"')
        Settings = @(
            @{ Step = 'A3'; Name = 'Name';                  Value = $ConnectorUsName }
            @{ Step = 'A3'; Name = 'Comment';               Value = 'Deliver journal directly to Area 1' }
            @{ Step = 'A2'; Name = 'ConnectorType';         Value = 'Partner' }
            @{ Step = 'A3'; Name = 'Enabled';               Value = $true }
            @{ Step = 'A4'; Name = 'IsTransportRuleScoped'; Value = $false }
            @{ Step = 'A4'; Name = 'RecipientDomains';      Value = @('journaling.mxrecord.io') }
            @{ Step = 'A5'; Name = 'UseMXRecord';           Value = $false }
            @{ Step = 'A5'; Name = 'SmartHosts';            Value = @('journaling.mxrecord.io') }
            @{ Step = 'A6'; Name = 'TlsSettings';           Value = 'CertificateValidation' }
        )
        Known    = @(
            @{ Name = 'SmartHosts'; Text = @('mailstream-east.mxrecord.io', 'mailstream-west.mxrecord.io', 'mailstream-eu1.mxrecord.io') }
            @{ Name = 'RecipientDomains'; Text = @('mailstream-eu.journaling.mxrecord.io') }
        )
        Test     = @(($Address + '@journaling.mxrecord.io'))
        Lenient  = $false
    }
    @{
        Id       = 'connector-eu'
        Kind     = 'outbound-connector'
        Title    = ('outbound connector "' + $ConnectorEuName + '"')
        Settings = @(
            @{ Step = 'B3'; Name = 'Name';                  Value = $ConnectorEuName }
            @{ Step = 'B3'; Name = 'Comment';               Value = 'Deliver journal directly to Area 1' }
            @{ Step = 'B2'; Name = 'ConnectorType';         Value = 'Partner' }
            @{ Step = 'B3'; Name = 'Enabled';               Value = $true }
            @{ Step = 'B4'; Name = 'IsTransportRuleScoped'; Value = $false }
            @{ Step = 'B4'; Name = 'RecipientDomains';      Value = @('journaling.mailstream-eu1.mxrecord.io') }
            @{ Step = 'B5'; Name = 'UseMXRecord';           Value = $false }
            @{ Step = 'B5'; Name = 'SmartHosts';            Value = @('journaling.mailstream-eu1.mxrecord.io')
               Unverified = 'The vendor documents a smart host for the US only, and it is the domain of the journal address. For the other regions the same is assumed, and not verified. Confirm the host with Area 1 support first.' }
            @{ Step = 'B6'; Name = 'TlsSettings';           Value = 'CertificateValidation' }
        )
        Known    = @(
            @{ Name = 'SmartHosts'; Text = @('mailstream-east.mxrecord.io', 'mailstream-west.mxrecord.io', 'mailstream-eu1.mxrecord.io') }
            @{ Name = 'RecipientDomains'; Text = @('mailstream-eu.journaling.mxrecord.io') }
        )
        Test     = @(($Address + '@journaling.mailstream-eu1.mxrecord.io'))
        Lenient  = $false
    }
    @{
        Id       = 'connector-australia'
        Kind     = 'outbound-connector'
        Title    = ('outbound connector "' + $ConnectorAustraliaName + '"')
        Settings = @(
            @{ Step = 'C3'; Name = 'Name';                  Value = $ConnectorAustraliaName }
            @{ Step = 'C3'; Name = 'Comment';               Value = 'Deliver journal directly to Area 1' }
            @{ Step = 'C2'; Name = 'ConnectorType';         Value = 'Partner' }
            @{ Step = 'C3'; Name = 'Enabled';               Value = $true }
            @{ Step = 'C4'; Name = 'IsTransportRuleScoped'; Value = $false }
            @{ Step = 'C4'; Name = 'RecipientDomains';      Value = @('journaling.mailstream-syd.area1.cloudflare.net') }
            @{ Step = 'C5'; Name = 'UseMXRecord';           Value = $false }
            @{ Step = 'C5'; Name = 'SmartHosts';            Value = @('journaling.mailstream-syd.area1.cloudflare.net')
               Unverified = 'The vendor documents a smart host for the US only, and it is the domain of the journal address. For the other regions the same is assumed, and not verified. Confirm the host with Area 1 support first.' }
            @{ Step = 'C6'; Name = 'TlsSettings';           Value = 'CertificateValidation' }
        )
        Known    = @(
            @{ Name = 'SmartHosts'; Text = @('mailstream-east.mxrecord.io', 'mailstream-west.mxrecord.io', 'mailstream-eu1.mxrecord.io') }
            @{ Name = 'RecipientDomains'; Text = @('mailstream-eu.journaling.mxrecord.io') }
        )
        Test     = @(($Address + '@journaling.mailstream-syd.area1.cloudflare.net'))
        Lenient  = $false
    }
    @{
        Id       = 'undeliverable'
        Kind     = 'transport-config'
        Title    = 'transport configuration'
        Settings = @(
            @{ Step = 'D3'; Name = 'JournalingReportNdrTo'; Value = $Undeliverable
               OnlyIfEmpty = -not $ReplaceJournalingReportNdrTo; ReplaceWith = 'ReplaceJournalingReportNdrTo' }
        )
        Known    = @()
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'group-us'
        Kind     = 'distribution-group'
        Title    = 'distribution group "Journaled people (US)"'
        Settings = @(
            @{ Step = 'E3'; Name = 'Name';                    Value = 'Journaled people (US)'
               OnlyIfEmpty = -not $ReplaceGroupName; ReplaceWith = 'ReplaceGroupName' }
            @{ Step = 'E5'; Name = 'PrimarySmtpAddress';      Value = $GroupsUs }
            @{ Step = 'E5'; Name = 'MemberDepartRestriction'; Value = 'Closed' }
        )
        Known    = @()
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'group-eu'
        Kind     = 'distribution-group'
        Title    = 'distribution group "Journaled people (EU)"'
        Settings = @(
            @{ Step = 'F3'; Name = 'Name';                    Value = 'Journaled people (EU)'
               OnlyIfEmpty = -not $ReplaceGroupName; ReplaceWith = 'ReplaceGroupName' }
            @{ Step = 'F5'; Name = 'PrimarySmtpAddress';      Value = $GroupsEu }
            @{ Step = 'F5'; Name = 'MemberDepartRestriction'; Value = 'Closed' }
        )
        Known    = @()
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'group-australia'
        Kind     = 'distribution-group'
        Title    = 'distribution group "Journaled people (Australia)"'
        Settings = @(
            @{ Step = 'G3'; Name = 'Name';                    Value = 'Journaled people (Australia)'
               OnlyIfEmpty = -not $ReplaceGroupName; ReplaceWith = 'ReplaceGroupName' }
            @{ Step = 'G5'; Name = 'PrimarySmtpAddress';      Value = $GroupsAustralia }
            @{ Step = 'G5'; Name = 'MemberDepartRestriction'; Value = 'Closed' }
        )
        Known    = @()
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'rule-us'
        Kind     = 'journal-rule'
        Title    = ('journal rule "' + $RuleUsName + '"')
        Settings = @(
            @{ Step = 'H2'; Name = 'Name';                Value = $RuleUsName }
            @{ Step = 'H2'; Name = 'JournalEmailAddress'; Value = ($Address + '@journaling.mxrecord.io') }
            @{ Step = 'H2'; Name = 'Recipient';           Value = $GroupsUs }
            @{ Step = 'H2'; Name = 'Scope';               Value = 'External' }
            @{ Step = 'H3'; Name = 'Enabled';             Value = $true }
        )
        Known    = @(
            @{ Name = 'Name'; Text = @('Journal Messages to CloudflareArea 1', 'Journal Messages to Area 1', 'Journal to Area 1') }
        )
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'rule-eu'
        Kind     = 'journal-rule'
        Title    = ('journal rule "' + $RuleEuName + '"')
        Settings = @(
            @{ Step = 'I2'; Name = 'Name';                Value = $RuleEuName }
            @{ Step = 'I2'; Name = 'JournalEmailAddress'; Value = ($Address + '@journaling.mailstream-eu1.mxrecord.io') }
            @{ Step = 'I2'; Name = 'Recipient';           Value = $GroupsEu }
            @{ Step = 'I2'; Name = 'Scope';               Value = 'External' }
            @{ Step = 'I3'; Name = 'Enabled';             Value = $true }
        )
        Known    = @(
            @{ Name = 'Name'; Text = @('Journal Messages to CloudflareArea 1', 'Journal Messages to Area 1', 'Journal to Area 1') }
        )
        Test     = @()
        Lenient  = $false
    }
    @{
        Id       = 'rule-australia'
        Kind     = 'journal-rule'
        Title    = ('journal rule "' + $RuleAustraliaName + '"')
        Settings = @(
            @{ Step = 'J2'; Name = 'Name';                Value = $RuleAustraliaName }
            @{ Step = 'J2'; Name = 'JournalEmailAddress'; Value = ($Address + '@journaling.mailstream-syd.area1.cloudflare.net') }
            @{ Step = 'J2'; Name = 'Recipient';           Value = $GroupsAustralia }
            @{ Step = 'J2'; Name = 'Scope';               Value = 'External' }
            @{ Step = 'J3'; Name = 'Enabled';             Value = $true }
        )
        Known    = @(
            @{ Name = 'Name'; Text = @('Journal Messages to CloudflareArea 1', 'Journal Messages to Area 1', 'Journal to Area 1') }
        )
        Test     = @()
        Lenient  = $false
    }
)

# The checks of the runbook that this script makes, under the runbook's ids.
# Settings   rows of the table above     Validated  objects whose test is on record
# Disjoint   objects that share no member
# Unchanged  whether all else has to be as the state file has it
$script:Checked = @(
    @{
        Id        = 'T1-us'
        Title     = 'The connector is there and on'
        Settings  = @('connector-us.Name', 'connector-us.Comment', 'connector-us.ConnectorType', 'connector-us.Enabled', 'connector-us.IsTransportRuleScoped', 'connector-us.RecipientDomains', 'connector-us.UseMXRecord', 'connector-us.SmartHosts', 'connector-us.TlsSettings')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Open the connector, compare it field by field with the steps, and correct what differs. Validate it again afterwards.'
    }
    @{
        Id        = 'T1-eu'
        Title     = 'The connector is there and on'
        Settings  = @('connector-eu.Name', 'connector-eu.Comment', 'connector-eu.ConnectorType', 'connector-eu.Enabled', 'connector-eu.IsTransportRuleScoped', 'connector-eu.RecipientDomains', 'connector-eu.UseMXRecord', 'connector-eu.SmartHosts', 'connector-eu.TlsSettings')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Open the connector, compare it field by field with the steps, and correct what differs. Validate it again afterwards.'
    }
    @{
        Id        = 'T1-australia'
        Title     = 'The connector is there and on'
        Settings  = @('connector-australia.Name', 'connector-australia.Comment', 'connector-australia.ConnectorType', 'connector-australia.Enabled', 'connector-australia.IsTransportRuleScoped', 'connector-australia.RecipientDomains', 'connector-australia.UseMXRecord', 'connector-australia.SmartHosts', 'connector-australia.TlsSettings')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Open the connector, compare it field by field with the steps, and correct what differs. Validate it again afterwards.'
    }
    @{
        Id        = 'T2-us'
        Title     = 'The connector passes its validation'
        Settings  = @()
        Validated = @('connector-us')
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'If connectivity failed, compare the smart host. If the test message failed, compare the journal address, and look for a mail flow rule that catches it. If it fails twice, roll back.'
    }
    @{
        Id        = 'T2-eu'
        Title     = 'The connector passes its validation'
        Settings  = @()
        Validated = @('connector-eu')
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'If connectivity failed, compare the smart host. If the test message failed, compare the journal address, and look for a mail flow rule that catches it. If it fails twice, roll back.'
    }
    @{
        Id        = 'T2-australia'
        Title     = 'The connector passes its validation'
        Settings  = @()
        Validated = @('connector-australia')
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'If connectivity failed, compare the smart host. If the test message failed, compare the journal address, and look for a mail flow rule that catches it. If it fails twice, roll back.'
    }
    @{
        Id        = 'T3-us'
        Title     = 'The connector covers the journal address'
        Settings  = @('connector-us.RecipientDomains', 'rule-us.JournalEmailAddress')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Add the exact domain to the connector. Do not use a wildcard.'
    }
    @{
        Id        = 'T3-eu'
        Title     = 'The connector covers the journal address'
        Settings  = @('connector-eu.RecipientDomains', 'rule-eu.JournalEmailAddress')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Add the exact domain to the connector. Do not use a wildcard.'
    }
    @{
        Id        = 'T3-australia'
        Title     = 'The connector covers the journal address'
        Settings  = @('connector-australia.RecipientDomains', 'rule-australia.JournalEmailAddress')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Add the exact domain to the connector. Do not use a wildcard.'
    }
    @{
        Id        = 'T4-us'
        Title     = 'The journal rule is there and on'
        Settings  = @('rule-us.Name', 'rule-us.JournalEmailAddress', 'rule-us.Recipient', 'rule-us.Scope', 'rule-us.Enabled')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Correct what differs, and turn the rule on. A rule that is made with PowerShell is off, and covers all messages, unless told otherwise.'
    }
    @{
        Id        = 'T4-eu'
        Title     = 'The journal rule is there and on'
        Settings  = @('rule-eu.Name', 'rule-eu.JournalEmailAddress', 'rule-eu.Recipient', 'rule-eu.Scope', 'rule-eu.Enabled')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Correct what differs, and turn the rule on. A rule that is made with PowerShell is off, and covers all messages, unless told otherwise.'
    }
    @{
        Id        = 'T4-australia'
        Title     = 'The journal rule is there and on'
        Settings  = @('rule-australia.Name', 'rule-australia.JournalEmailAddress', 'rule-australia.Recipient', 'rule-australia.Scope', 'rule-australia.Enabled')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Correct what differs, and turn the rule on. A rule that is made with PowerShell is off, and covers all messages, unless told otherwise.'
    }
    @{
        Id        = 'T5'
        Title     = 'The address for undeliverable reports is as planned'
        Settings  = @('undeliverable.JournalingReportNdrTo')
        Validated = @()
        Disjoint  = @()
        Unchanged = $false
        Remedy    = 'Put back the address that you noted before the change.'
    }
    @{
        Id        = 'T9'
        Title     = 'The groups are as planned and do not overlap'
        Settings  = @('group-us.Name', 'group-us.PrimarySmtpAddress', 'group-us.MemberDepartRestriction', 'group-eu.Name', 'group-eu.PrimarySmtpAddress', 'group-eu.MemberDepartRestriction', 'group-australia.Name', 'group-australia.PrimarySmtpAddress', 'group-australia.MemberDepartRestriction')
        Validated = @()
        Disjoint  = @('group-us', 'group-eu', 'group-australia')
        Unchanged = $false
        Remedy    = 'Take people out of the group where they do not belong, and correct a setting that differs.'
    }
    @{
        Id        = 'T11'
        Title     = 'Nothing else has changed'
        Settings  = @()
        Validated = @()
        Disjoint  = @()
        Unchanged = $true
        Remedy    = 'Find out who made the other change. If it was you, roll back.'
    }
)

# What no cmdlet does or can tell. It comes out as a check that a person makes.
$script:ByHand = @(
    @{
        Id     = 'E7'
        When   = 'after Apply'
        Title  = 'Check the members'
        Do     = @(
            'In "Groups", open the group, and compare its members with the list of people to journal. Add who is missing, and remove who does not belong there.'
            'Compare with the list of this region, and no other. Somebody who is on the list of another region does not belong here.'
        )
        Expect = 'The members are the people on your list, all of them and no one else.'
        Fail   = 'If a name cannot be added, find out whether it is a Microsoft 365 group. Such a group cannot be a member of a distribution group.'
    }
    @{
        Id     = 'F7'
        When   = 'after Apply'
        Title  = 'Check the members'
        Do     = @(
            'In "Groups", open the group, and compare its members with the list of people to journal. Add who is missing, and remove who does not belong there.'
            'Compare with the list of this region, and no other. Somebody who is on the list of another region does not belong here.'
        )
        Expect = 'The members are the people on your list, all of them and no one else.'
        Fail   = 'If a name cannot be added, find out whether it is a Microsoft 365 group. Such a group cannot be a member of a distribution group.'
    }
    @{
        Id     = 'G7'
        When   = 'after Apply'
        Title  = 'Check the members'
        Do     = @(
            'In "Groups", open the group, and compare its members with the list of people to journal. Add who is missing, and remove who does not belong there.'
            'Compare with the list of this region, and no other. Somebody who is on the list of another region does not belong here.'
        )
        Expect = 'The members are the people on your list, all of them and no one else.'
        Fail   = 'If a name cannot be added, find out whether it is a Microsoft 365 group. Such a group cannot be a member of a distribution group.'
    }
    @{
        Id     = 'T13'
        When   = 'Right after the change'
        Title  = 'Everyone is in the right group'
        Do     = @(
            'Compare the members of the regions'' groups with the list of people to journal, for each region. Then look who is in none of the groups.'
        )
        Expect = 'The members of each group are the people on its list, all of them and no one else, and none of the members is a group. Everyone who is in none of the groups is known and accepted.'
        Fail   = 'Correct the list of members, and compare again. Ask whoever answers for data protection about people who are in no group.'
    }
    @{
        Id     = 'T6'
        When   = '15 minutes later'
        Title  = 'Mail from outside is reported'
        Do     = @(
            'Note the number of processed messages in the Area 1 dashboard. From a mailbox outside, send a message with a subject of its own to someone in scope, and look again.'
        )
        Expect = 'The message arrives as usual, and the number has grown by at least one.'
        Fail   = 'Wait until an hour after the change, and look again. If it has not grown by then, read the journal rule again, look into the mailbox for undeliverable reports, and roll back.'
    }
    @{
        Id     = 'T7'
        When   = '15 minutes later'
        Title  = 'Internal mail is not reported'
        Do     = @(
            'Let one person in scope send another in the same organization a message with a subject of its own.'
        )
        Expect = 'The message does not appear in the Area 1 dashboard.'
        Fail   = 'The rule covers more than "External messages only", or another rule reports to Area 1 too. Correct the rule, or take the other rule to the owner of the change.'
    }
    @{
        Id     = 'T8-us'
        When   = '15 minutes later'
        Title  = 'Mail of the group reaches its region'
        Do     = @(
            ('From a mailbox outside, send a message with a subject of its own to a member of "' + $GroupsUs + '".')
        )
        Expect = ('A message trace shows a report for it to "' + $Address + '@journaling.mxrecord.io", and to no other journal address. The Area 1 dashboard counts the message.')
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group. If after an hour a report goes to another region, or none is there, turn off the rules and roll back.'
    }
    @{
        Id     = 'T8-eu'
        When   = '15 minutes later'
        Title  = 'Mail of the group reaches its region'
        Do     = @(
            ('From a mailbox outside, send a message with a subject of its own to a member of "' + $GroupsEu + '".')
        )
        Expect = ('A message trace shows a report for it to "' + $Address + '@journaling.mailstream-eu1.mxrecord.io", and to no other journal address. The Area 1 dashboard counts the message.')
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group. If after an hour a report goes to another region, or none is there, turn off the rules and roll back.'
    }
    @{
        Id     = 'T8-australia'
        When   = '15 minutes later'
        Title  = 'Mail of the group reaches its region'
        Do     = @(
            ('From a mailbox outside, send a message with a subject of its own to a member of "' + $GroupsAustralia + '".')
        )
        Expect = ('A message trace shows a report for it to "' + $Address + '@journaling.mailstream-syd.area1.cloudflare.net", and to no other journal address. The Area 1 dashboard counts the message.')
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group. If after an hour a report goes to another region, or none is there, turn off the rules and roll back.'
    }
    @{
        Id     = 'T10'
        When   = '24 hours later'
        Title  = 'Reports arrive, and every rule is still on'
        Do     = @(
            'Look into the mailbox for undeliverable reports, and at "Solutions > Data Lifecycle Management > Exchange (legacy) > Journal rules".'
        )
        Expect = 'The mailbox has no undeliverable journal report, and every rule of this change is on.'
        Fail   = 'Send Area 1 support one of the reports the same day. If the journal address does not take mail, Microsoft contacts your organization, and disables the rule after two days.'
    }
)

# What is known of each kind of object, from the reference of the Exchange cmdlets:
# Cmdlets    what a run may call          Removes    what a rollback may call as well
# Singleton  an organization has exactly one   Creatable  a cmdlet makes it
# Key        identifies an object for good     Match      settings that tell which one is ours
# Read       name of the property, where it is not spelled as the setting
# Prefix     what the service puts before a value it shows
# Empty      what it shows for "not set"       Max        longest value, in characters
# With       settings that go into the same call
# NotOnNew   settings that take a second call  NotOnSet   settings that cannot be changed so
# Fresh      what the former are on a new object
# Switch     setting that turns the effect on and off; Switched: by cmdlets of its own
# Validated  property that records a successful test; TestedFor: its addresses;
#            TestedAt: its time, which can be changed and not unset
# Names      settings that are read    Boolean, List  of these, by type
# Outside    addresses that have to be outside the organization
# Recipient  what is known of an address as a recipient of the organization
# NeededBy   kinds whose objects need a value: it is not cleared while there are any
# Defeats    settings of another object that take the effect of ours away
# Many       number of objects from which on the organization may be at its limit
# Members    properties that tell members apart, and that show them
$script:Kinds = @{
    'outbound-connector' = @{
        Title     = 'outbound connector'
        Cmdlets   = @('Get-OutboundConnector', 'New-OutboundConnector', 'Set-OutboundConnector', 'Validate-OutboundConnector')
        Removes   = @('Remove-OutboundConnector')
        Roles     = @('Organization Management')
        Singleton = $false
        Creatable = $true
        Key       = 'Guid'
        Match     = @('Name', 'RecipientDomains')
        Read      = @{ UseMXRecord = 'UseMxRecord' }
        Prefix    = @{}
        Empty     = @{}
        Max       = @{ Name = 64 }
        With      = @{ UseMXRecord = @('SmartHosts'); SmartHosts = @('UseMXRecord') }
        NotOnNew  = @()
        NotOnSet  = @()
        Fresh     = @{}
        Switch    = 'Enabled'
        Switched  = ''
        Validated = 'IsValidated'
        TestedFor = 'ValidationRecipients'
        TestedAt  = 'LastValidationTimestamp'
        Names     = @('Name', 'Comment', 'ConnectorType', 'Enabled', 'IsTransportRuleScoped', 'AllAcceptedDomains', 'RecipientDomains', 'UseMXRecord', 'SmartHosts', 'TlsSettings', 'TlsDomain', 'CloudServicesMailEnabled', 'RouteAllMessagesViaOnPremises', 'TestMode', 'ValidationRecipients', 'IsValidated', 'LastValidationTimestamp')
        Boolean   = @('Enabled', 'IsTransportRuleScoped', 'AllAcceptedDomains', 'UseMXRecord', 'CloudServicesMailEnabled', 'RouteAllMessagesViaOnPremises', 'TestMode', 'IsValidated')
        List      = @('RecipientDomains', 'SmartHosts', 'ValidationRecipients')
        Outside   = @()
        Recipient = @{}
        NeededBy  = @{}
        Defeats   = @(@{ Name = 'RouteAllMessagesViaOnPremises'; Text = 'True'; Says = 'It has centralized mail transport on, so that journal reports follow it and not the connector made here.' })
        Many      = 0
        Members   = @()
    }
    'transport-config' = @{
        Title     = 'transport configuration'
        Cmdlets   = @('Get-TransportConfig', 'Set-TransportConfig')
        Removes   = @()
        Roles     = @('Organization Management')
        Singleton = $true
        Creatable = $false
        Key       = ''
        Match     = @()
        Read      = @{}
        Prefix    = @{}
        Empty     = @{ JournalingReportNdrTo = @('<>') }
        Max       = @{}
        With      = @{}
        NotOnNew  = @()
        NotOnSet  = @()
        Fresh     = @{}
        Switch    = ''
        Switched  = ''
        Validated = ''
        TestedFor = ''
        TestedAt  = ''
        Names     = @('JournalingReportNdrTo')
        Boolean   = @()
        List      = @()
        Outside   = @()
        Recipient = @{ JournalingReportNdrTo = @{ Required = $false; Refuse = @('MailUniversalDistributionGroup', 'MailUniversalSecurityGroup', 'MailNonUniversalGroup', 'DynamicDistributionGroup', 'RoomList', 'GroupMailbox'); Warn = @('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox', 'LegacyMailbox'); Says = 'It has to be one mailbox, and no group. Microsoft says not to use an Exchange Online mailbox, which takes at most 3600 messages an hour.' } }
        NeededBy  = @{ JournalingReportNdrTo = @('journal-rule') }
        Defeats   = @()
        Many      = 0
        Members   = @()
    }
    'distribution-group' = @{
        Title     = 'distribution group'
        Cmdlets   = @('Get-DistributionGroup', 'New-DistributionGroup', 'Set-DistributionGroup', 'Get-DistributionGroupMember')
        Removes   = @('Remove-DistributionGroup')
        Roles     = @('Recipient Management', 'Organization Management')
        Singleton = $false
        Creatable = $true
        Key       = 'Guid'
        Match     = @('PrimarySmtpAddress')
        Read      = @{}
        Prefix    = @{}
        Empty     = @{}
        Max       = @{ Name = 64 }
        With      = @{}
        NotOnNew  = @('HiddenFromAddressListsEnabled')
        NotOnSet  = @()
        Fresh     = @{ HiddenFromAddressListsEnabled = 'False' }
        Switch    = ''
        Switched  = ''
        Validated = ''
        TestedFor = ''
        TestedAt  = ''
        Names     = @('Name', 'PrimarySmtpAddress', 'MemberJoinRestriction', 'MemberDepartRestriction', 'RequireSenderAuthenticationEnabled', 'HiddenFromAddressListsEnabled')
        Boolean   = @('RequireSenderAuthenticationEnabled', 'HiddenFromAddressListsEnabled')
        List      = @()
        Outside   = @()
        Recipient = @{}
        NeededBy  = @{}
        Defeats   = @()
        Many      = 0
        Members   = @('Guid', 'PrimarySmtpAddress')
    }
    'journal-rule' = @{
        Title     = 'journal rule'
        Cmdlets   = @('Get-JournalRule', 'New-JournalRule', 'Set-JournalRule', 'Enable-JournalRule', 'Disable-JournalRule')
        Removes   = @('Remove-JournalRule')
        Roles     = @('Records Management', 'Compliance Management', 'Organization Management')
        Singleton = $false
        Creatable = $true
        Key       = 'Guid'
        Match     = @('Name', 'JournalEmailAddress')
        Read      = @{}
        Prefix    = @{}
        Empty     = @{}
        Max       = @{ Name = 64 }
        With      = @{}
        NotOnNew  = @()
        NotOnSet  = @('Enabled')
        Fresh     = @{}
        Switch    = 'Enabled'
        Switched  = 'Enabled'
        Validated = ''
        TestedFor = ''
        TestedAt  = ''
        Names     = @('Name', 'JournalEmailAddress', 'Recipient', 'Scope', 'Enabled')
        Boolean   = @('Enabled')
        List      = @()
        Outside   = @('JournalEmailAddress')
        Recipient = @{ JournalEmailAddress = @{ Required = $false; Refuse = @('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox', 'GroupMailbox', 'DiscoveryMailbox', 'LegacyMailbox'); Warn = @(); Says = 'Journal reports cannot go to an Exchange Online mailbox.' }; Recipient = @{ Required = $true; Refuse = @('GroupMailbox'); Warn = @('DynamicDistributionGroup'); Says = 'A rule covers one mailbox, contact or distribution group, not a Microsoft 365 group. Dynamic groups are not documented.' } }
        NeededBy  = @{}
        Defeats   = @()
        Many      = 10
        Members   = @()
    }
}

# -----------------------------------------------------------------------------
# Read and compare
# -----------------------------------------------------------------------------

function Write-Line {
    <#
    .SYNOPSIS
        Says something to the person at the console. The pipeline carries the result.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $Text
    )

    Write-Information -MessageData $Text -InformationAction 'Continue'
}

function ConvertTo-Record {
    <#
    .SYNOPSIS
        Makes an object of a named type, with its properties in a fixed order.
    .DESCRIPTION
        By cmdlets and a plain table: Constrained Language Mode refuses the cast to
        pscustomobject, and methods of all but the simplest types.
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory)] [string] $TypeName,
        [Parameter(Mandatory)] [string[]] $Name,
        [Parameter(Mandatory)] [hashtable] $Value
    )

    $record = New-Object -TypeName 'PSObject' -Property $Value | Select-Object -Property $Name
    Add-Member -InputObject $record -TypeName $TypeName
    $record
}

function Format-Time {
    <#
    .SYNOPSIS
        Writes a time to the second, in UTC where its zone is known.
    .DESCRIPTION
        Every version writes and reads this alike, and none takes it for more than a text
        in a JSON file. A time in the year 1 is one that was never set.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] [datetime] $Time
    )

    if ($Time.Year -eq 1) { return '' }
    if ("$($Time.Kind)" -eq 'Unspecified') { return $Time.ToString('s') -replace 'T', ' ' }
    ($Time.ToUniversalTime().ToString('s') -replace 'T', ' ') + 'Z'
}

function ConvertTo-TextList {
    <#
    .SYNOPSIS
        Makes texts of the value of a setting: none where it is not set.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] [string] $Kind,
        [Parameter(Mandatory)] [string] $Name,
        [AllowNull()] $Value
    )

    $prefix = "$($script:Kinds[$Kind].Prefix[$Name])"
    $empty = @('') + @($script:Kinds[$Kind].Empty[$Name])
    foreach ($item in @($Value)) {
        $text = "$item"
        if ($text -ne '' -and $script:Kinds[$Kind].TestedAt -eq $Name) {
            $text = Format-Time -Time ([datetime]$item)
        }
        if ($prefix -ne '' -and $text -like "$prefix*") {
            $text = $text.Substring($prefix.Length)
        }
        if ($empty -notcontains $text) {
            $text
        }
    }
}

function ConvertFrom-TextList {
    <#
    .SYNOPSIS
        Makes the value of a setting, as a cmdlet takes it, of its texts.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Kind,
        [Parameter(Mandatory)] [string] $Name,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Text
    )

    # Not set comes before off: a setting that was never set goes back to that.
    if (-not $Text) { return $null }
    if ($script:Kinds[$Kind].Boolean -contains $Name) { return ("$Text" -eq 'True') }
    if ($script:Kinds[$Kind].List -contains $Name) { return , $Text }
    if ($script:Kinds[$Kind].TestedAt -eq $Name) {
        $time = [datetime]$Text[0]
        if ($Text[0] -like '*Z') { $time = $time.ToUniversalTime() }
        return $time
    }
    $Text[0]
}

function Format-TextList {
    <#
    .SYNOPSIS
        Shows the texts of a setting in one line.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Text
    )

    if ($Text) { $Text -join ', ' } else { '(not set)' }
}

function Test-SameText {
    <#
    .SYNOPSIS
        Compares two lists. Their order does not matter, nor does upper or lower case.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Left,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Right
    )

    foreach ($text in $Left) {
        if ($Right -notcontains $text) { return $false }
    }
    foreach ($text in $Right) {
        if ($Left -notcontains $text) { return $false }
    }
    return $true
}

function Get-TenantObject {
    <#
    .SYNOPSIS
        Lists all objects of a kind.
    .DESCRIPTION
        None of these calls names an object: for a name that does not exist some of
        these cmdlets return every object there is. What is listed twice is kept once.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Kind
    )

    $found = @(
        switch ($Kind) {
            'outbound-connector' {
                Get-OutboundConnector -ResultSize 'Unlimited' -ErrorAction 'Stop'
                Get-OutboundConnector -IsTransportRuleScoped $true -ResultSize 'Unlimited' -ErrorAction 'Stop'
                Get-OutboundConnector -IncludeTestModeConnectors $true -ResultSize 'Unlimited' -ErrorAction 'Stop'
            }
            'transport-config' {
                Get-TransportConfig -ErrorAction 'Stop'
            }
            'distribution-group' {
                Get-DistributionGroup -ResultSize 'Unlimited' -ErrorAction 'Stop'
            }
            'journal-rule' {
                Get-JournalRule -ErrorAction 'Stop'
            }
            default { throw "No cmdlet lists objects of the kind '$Kind'." }
        }
    )
    if ($script:Kinds[$Kind].Singleton) {
        $found
    } else {
        $found | Sort-Object -Property $script:Kinds[$Kind].Key -Unique
    }
}

function Get-CurrentText {
    <#
    .SYNOPSIS
        Reads one setting of an object. A property that is missing is an error, unless
        it is optional.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $InputObject,
        [Parameter(Mandatory)] [string] $Kind,
        [Parameter(Mandatory)] [string] $Name,
        [switch] $Optional
    )

    $property = $Name
    if ($script:Kinds[$Kind].Read.ContainsKey($Name)) {
        $property = $script:Kinds[$Kind].Read[$Name]
    }
    if ($Optional) {
        $value = (Select-Object -InputObject $InputObject -Property $property).$property
    } else {
        $value = Select-Object -InputObject $InputObject -ExpandProperty $property
    }
    ConvertTo-TextList -Kind $Kind -Name $Name -Value $value
}

function Get-Identity {
    <#
    .SYNOPSIS
        Reads what identifies an object for good. A singleton needs nothing.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $InputObject,
        [Parameter(Mandatory)] [string] $Kind
    )

    if ($script:Kinds[$Kind].Singleton) { return '' }
    "$(Select-Object -InputObject $InputObject -ExpandProperty $script:Kinds[$Kind].Key)"
}

function Format-TenantObject {
    <#
    .SYNOPSIS
        Names an object of the organization in a message.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $InputObject,
        [Parameter(Mandatory)] [string] $Kind
    )

    $shown = foreach ($name in $script:Kinds[$Kind].Match) {
        $text = @(Get-CurrentText -InputObject $InputObject -Kind $Kind -Name $name)
        "$name $(Format-TextList -Text $text)"
    }
    $identity = Get-Identity -InputObject $InputObject -Kind $Kind
    "$($script:Kinds[$Kind].Title) with $($shown -join ' and ') ($identity)"
}

function Find-TenantObject {
    <#
    .SYNOPSIS
        Picks the objects of which a setting has the texts given, or any of them.
    #>
    [CmdletBinding()]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $InputObject,
        [Parameter(Mandatory)] [string] $Kind,
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory)] [string[]] $Text,
        [switch] $Any
    )

    foreach ($object in $InputObject) {
        $current = @(Get-CurrentText -InputObject $object -Kind $Kind -Name $Name)
        $common = @($current | Where-Object -FilterScript { $Text -contains $_ })
        if ((Test-SameText -Left $current -Right $Text) -or ($Any -and $common.Count -gt 0)) {
            $object
        }
    }
}

function Find-DesiredObject {
    <#
    .SYNOPSIS
        Picks the objects that are one of ours, by its present settings or by its old ones.
    #>
    [CmdletBinding()]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $InputObject,
        [Parameter(Mandatory)] $Want,
        [switch] $Old,
        [switch] $Any
    )

    $kind = $Want.Kind
    $found = @(
        if ($Old) {
            foreach ($known in $Want.Known) {
                Find-TenantObject -InputObject $InputObject -Kind $kind -Name $known.Name -Text $known.Text -Any
            }
        } else {
            foreach ($setting in $Want.Settings) {
                $text = @(ConvertTo-TextList -Kind $kind -Name $setting.Name -Value $setting.Value)
                if ($text -and $script:Kinds[$kind].Match -contains $setting.Name) {
                    Find-TenantObject -InputObject $InputObject -Kind $kind -Name $setting.Name -Text $text -Any:$Any
                }
            }
        }
    )
    if ($found) {
        $found | Sort-Object -Property $script:Kinds[$kind].Key -Unique
    }
}

function Get-TenantState {
    <#
    .SYNOPSIS
        Finds the wanted objects that are there already.
    .DESCRIPTION
        Returns Objects (by id), All (by kind), Faults (to be solved before anything is
        changed) and Warnings (to be looked at).
    #>
    [CmdletBinding()]
    param()

    $objects = @{}
    $faults = @()
    $warnings = @()
    $free = @{}
    $all = @{}
    foreach ($want in $script:Desired) {
        if (-not $free.ContainsKey($want.Kind)) {
            $free[$want.Kind] = @(Get-TenantObject -Kind $want.Kind)
            $all[$want.Kind] = $free[$want.Kind]
        }
    }

    # Present settings count before old ones, for all objects: an old name must not
    # take away what another object is recognised by.
    foreach ($old in @($false, $true)) {
        foreach ($want in $script:Desired) {
            $kind = $want.Kind
            if ($objects.ContainsKey($want.Id)) { continue }
            if ($script:Kinds[$kind].Singleton) {
                $hits = @($free[$kind])
            } else {
                $hits = @(Find-DesiredObject -InputObject $free[$kind] -Want $want -Old:$old)
            }
            if ($hits.Count -eq 1) {
                $objects[$want.Id] = $hits[0]
                if ($script:Kinds[$kind].Singleton) { continue }
                $taken = Get-Identity -InputObject $hits[0] -Kind $kind
                $free[$kind] = @($free[$kind] | Where-Object -FilterScript {
                        (Get-Identity -InputObject $_ -Kind $kind) -ne $taken
                    })
            } elseif ($hits.Count -gt 1) {
                $objects[$want.Id] = $null   # which one it is, is not for a script to decide
                $names = foreach ($hit in $hits) { Format-TenantObject -InputObject $hit -Kind $kind }
                $faults += "Each of these may be the $($want.Title): $($names -join '; '). " +
                    'Keep one of them, and remove or change the others.'
            }
        }
    }

    foreach ($want in $script:Desired) {
        $kind = $want.Kind
        if (-not $objects.ContainsKey($want.Id) -and -not $script:Kinds[$kind].Creatable) {
            $faults += "The $($want.Title) was not found, and no cmdlet makes it."
        }
        if ($script:Kinds[$kind].Singleton -or $faults) { continue }
        # What shares a value with one of ours would work against it.
        foreach ($other in @(Find-DesiredObject -InputObject $free[$kind] -Want $want -Any)) {
            $faults += "A value of the $($want.Title) is also that of another one: " +
                "$(Format-TenantObject -InputObject $other -Kind $kind). Decide which of them is to have it."
        }
        foreach ($other in @(Find-DesiredObject -InputObject $free[$kind] -Want $want -Old)) {
            $warnings += 'This looks as if an older guide had made it. It is left as it is, ' +
                "so decide whether it is still needed: $(Format-TenantObject -InputObject $other -Kind $kind)."
        }
    }
    @{
        Objects  = $objects
        All      = $all
        Faults   = @($faults | Select-Object -Unique)
        Warnings = @($warnings | Select-Object -Unique)
    }
}

function Test-Kept {
    <#
    .SYNOPSIS
        Tells whether a value that others may use stays as it is.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory)] $Setting,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Current
    )

    [bool]($Setting['OnlyIfEmpty'] -and $Current)
}

function Get-MemberName {
    <#
    .SYNOPSIS
        Says who is a member of more than one of some objects.
    .DESCRIPTION
        The only listing that has to name an object. It names one by the identity that
        another listing has just returned, and never by an empty one.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $State,
        [Parameter(Mandatory)] [string[]] $Id
    )

    $properties = @()
    $members = foreach ($want in @($script:Desired | Where-Object -FilterScript { $Id -contains $_.Id })) {
        $properties = $script:Kinds[$want.Kind].Members
        $object = $State.Objects[$want.Id]
        if ($null -eq $object) { continue }
        $identity = Get-Identity -InputObject $object -Kind $want.Kind
        if (-not $identity) { throw "The $($want.Title) has no identity." }
        switch ($want.Kind) {
            'distribution-group' {
                Get-DistributionGroupMember -Identity $identity -ResultSize 'Unlimited' -ErrorAction 'Stop' |
                    Select-Object -Property 'Guid', 'PrimarySmtpAddress'
            }
            default { throw "No cmdlet lists the members of a $_." }
        }
    }
    if (-not $members) { return }
    foreach ($group in @($members | Group-Object -Property $properties[0])) {
        if ($group.Count -lt 2) { continue }
        $shown = "$($group.Group[0].($properties[1]))"
        if ($shown -eq '') { $shown = "$($group.Name)" }   # an empty text would count as nobody
        $shown
    }
}

# -----------------------------------------------------------------------------
# Connect and preflight
# -----------------------------------------------------------------------------

function Get-SessionFault {
    <#
    .SYNOPSIS
        Says why this session or its paths will not do, before anything is connected.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] [string] $Action,
        [AllowEmptyString()] [string] $ExpectedTenant,
        [AllowEmptyString()] [string] $StatePath,
        [AllowEmptyCollection()] [AllowEmptyString()] [string[]] $NewPath
    )

    $version = $PSVersionTable.PSVersion
    foreach ($module in @(Get-Module -Name 'ExchangeOnlineManagement')) {
        # Windows PowerShell 5.1 runs every version of the module.
        if ($version.Major -le 5 -or $module.Version.Major -ne 3 -or $module.Version.Minor -lt 5) { continue }
        $minor = 4
        if ($module.Version.Minor -ge 10) { $minor = 6 }
        if ($version.Major -eq 6 -or ($version.Major -eq 7 -and $version.Minor -lt $minor)) {
            "The module ExchangeOnlineManagement $($module.Version) needs PowerShell 7.$minor or later, " +
                "and this is $version. Use that, or Windows PowerShell 5.1."
        }
    }
    $unasked = "$ConfirmPreference" -eq 'None' -and -not $WhatIfPreference
    if ($Action -eq 'Apply' -and $unasked -and -not $ExpectedTenant) {
        'Where no question is asked, nobody sees which organization is changed. ' +
            'Give -ExpectedTenant, a domain of it, or leave out -Confirm:$false.'
    }
    if ($Action -eq 'Rollback' -and -not $StatePath) {
        'Rollback needs -StatePath: the state file of the run that it is to take back.'
    } elseif (@('Rollback', 'Verify') -contains $Action -and $StatePath -and -not (Test-Path -LiteralPath $StatePath)) {
        "There is no state file $StatePath."
    } elseif ($Action -eq 'Apply' -and $StatePath -and (Test-Path -LiteralPath $StatePath)) {
        "There is a state file $StatePath already, and it is not overwritten. Give another -StatePath."
    }
    foreach ($path in $NewPath) {
        if ($path -and (Test-Path -LiteralPath $path)) { "There is a file $path already, and it is not overwritten." }
    }
}

function Get-LiveConnection {
    <#
    .SYNOPSIS
        Lists the connections that can be used.
    #>
    [CmdletBinding()]
    param()

    Get-ConnectionInformation -ErrorAction 'Stop' | Where-Object -FilterScript {
        $_.State -eq 'Connected' -and $_.TokenStatus -eq 'Active'
    }
}

function Get-ConnectionFault {
    <#
    .SYNOPSIS
        Says why the open connection cannot be used. Says nothing when it can.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $live = @(Get-LiveConnection)
    if ($live.Count -eq 0) {
        'There is no connection to Exchange Online. Run Connect-ExchangeOnline, or give -UserPrincipalName.'
        return
    }
    if ($live.Count -gt 1) {
        "There are $($live.Count) connections, and it is not certain which one a change would take. " +
            'Run Disconnect-ExchangeOnline and connect once, or use a new window.'
        return
    }
    if ($live[0].IsEopSession) {
        'The connection is to Security & Compliance PowerShell. Run Connect-ExchangeOnline in a new window.'
    }
    if ($live[0].ModulePrefix) {
        "The connection renames its cmdlets with the prefix '$($live[0].ModulePrefix)'. Connect without one."
    }
}

function Get-PreflightFault {
    <#
    .SYNOPSIS
        Says what stands in the way before any object is looked for: all of it at once.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Domain,
        [AllowEmptyString()] [string] $ExpectedTenant,
        [switch] $Rollback
    )

    if ($ExpectedTenant -and $Domain -notcontains $ExpectedTenant) {
        "This is not the expected organization: $ExpectedTenant is none of its accepted domains, " +
            "which are $(Format-TextList -Text $Domain)."
    }
    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        $needed = @($script:Kinds[$kind].Cmdlets) + 'Get-EXORecipient'
        if ($Rollback) { $needed += $script:Kinds[$kind].Removes }
        $missing = @($needed | Where-Object -FilterScript {
                -not (Get-Command -Name $_ -ErrorAction 'Ignore')
            })
        if ($missing) {
            "This account cannot run $($missing -join ', '). " +
                "It needs one of these role groups: $($script:Kinds[$kind].Roles -join ', ')."
        }
    }
    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        $names = foreach ($want in $script:Desired) {
            if ($want.Kind -ne $kind) { continue }
            foreach ($setting in $want.Settings) {
                if ($setting.Name -eq 'Name') { $setting.Value }
            }
        }
        foreach ($group in @($names | Group-Object)) {
            if ($group.Count -gt 1) {
                "More than one $($script:Kinds[$kind].Title) is to have the name '$($group.Name)'."
            }
        }
    }
    foreach ($want in $script:Desired) {
        foreach ($setting in $want.Settings) {
            $max = $script:Kinds[$want.Kind].Max[$setting.Name]
            foreach ($text in @(ConvertTo-TextList -Kind $want.Kind -Name $setting.Name -Value $setting.Value)) {
                if ($max -and $text.Length -gt $max) {
                    "$($setting.Name) of the $($want.Title) may have $max characters and has $($text.Length)."
                }
            }
        }
    }
}

function Get-RecipientType {
    <#
    .SYNOPSIS
        Lists the types of the recipients that have an address: none, or one.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')] [string] $Address
    )

    # The pattern admits no character that could end the text in the filter.
    $found = Get-EXORecipient -Filter "EmailAddresses -eq 'smtp:$Address'" -ResultSize 2 -ErrorAction 'Stop'
    $found | ForEach-Object -Process { "$($_.RecipientTypeDetails)" }
}

function Get-AddressNotice {
    <#
    .SYNOPSIS
        Says what is wrong with the addresses of the table, as Faults and Warnings.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $Domain
    )

    $faults = @()
    $warnings = @()
    # What this script makes has not to be there.
    $own = foreach ($want in $script:Desired) {
        foreach ($setting in $want.Settings) {
            if ($script:Kinds[$want.Kind].Match -contains $setting.Name -and
                -not $script:Kinds[$want.Kind].Recipient.ContainsKey($setting.Name)) { $setting.Value }
        }
    }
    foreach ($want in $script:Desired) {
        $facts = $script:Kinds[$want.Kind]
        foreach ($setting in $want.Settings) {
            $name = $setting.Name
            $object = $State.Objects[$want.Id]
            if ($null -ne $object) {
                $current = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $name)
                if (Test-Kept -Setting $setting -Current $current) { continue }
            }
            foreach ($text in @(ConvertTo-TextList -Kind $want.Kind -Name $name -Value $setting.Value)) {
                if ($facts.Outside -contains $name -and $Domain -contains ($text -split '@')[-1]) {
                    $faults += "$name of the $($want.Title) is $text, in a domain of this organization. " +
                        'It has to be outside.'
                }
                if (-not $facts.Recipient.ContainsKey($name)) { continue }
                $rule = $facts.Recipient[$name]
                $types = @(Get-RecipientType -Address $text)
                $about = "$name of the $($want.Title): $text is"
                if ($types.Count -eq 0 -and $rule.Required -and $own -notcontains $text) {
                    $faults += "$about no recipient of this organization. $($rule.Says)"
                }
                foreach ($type in $types) {
                    if ($rule.Refuse -contains $type) { $faults += "$about a $type. $($rule.Says)" }
                    if ($rule.Warn -contains $type) { $warnings += "$about a $type. $($rule.Says)" }
                }
            }
        }
    }
    @{ Faults = $faults; Warnings = $warnings }
}

function Get-DefeatFault {
    <#
    .SYNOPSIS
        Says which other objects take the effect of ours away.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $State
    )

    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        foreach ($object in $State.All[$kind]) {
            foreach ($defeat in $script:Kinds[$kind].Defeats) {
                $text = @(Get-CurrentText -InputObject $object -Kind $kind -Name $defeat.Name -Optional)
                if ($text -contains $defeat.Text) {
                    "$(Format-TenantObject -InputObject $object -Kind $kind): $($defeat.Says)"
                }
            }
        }
    }
}

function Get-TenantNotice {
    <#
    .SYNOPSIS
        Says what in the organization works against ours, as Faults and Warnings.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State
    )

    $faults = @(Get-DefeatFault -State $State)
    $warnings = @()
    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        $facts = $script:Kinds[$kind]
        $new = @($script:Desired | Where-Object -FilterScript {
                $_.Kind -eq $kind -and $null -eq $State.Objects[$_.Id]
            })
        $count = @($State.All[$kind]).Count + $new.Count
        if ($facts.Many -and $count -ge $facts.Many) {
            $warnings += "There will be $count objects of the kind $($facts.Title). " +
                "An organization may have only so many; texts that name a limit say $($facts.Many)."
        }
    }
    foreach ($check in $script:Checked) {
        if (-not $check.Disjoint) { continue }
        $common = @(Get-MemberName -State $State -Id $check.Disjoint)
        if ($common) { $faults += "$($check.Id) $($check.Title): $(Format-TextList -Text $common). $($check.Remedy)" }
    }
    @{ Faults = $faults; Warnings = $warnings }
}

# -----------------------------------------------------------------------------
# Plan: reads only
# -----------------------------------------------------------------------------

function ConvertTo-Row {
    <#
    .SYNOPSIS
        Makes the record of what happens to one setting.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [string] $Step = '',
        [Parameter(Mandatory)] [string] $Name,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $From,
        [AllowNull()] [AllowEmptyCollection()] [string[]] $To
    )

    @{
        Step   = $Step
        Name   = $Name
        From   = @($From)
        To     = @($To)
        Before = Format-TextList -Text $From
        After  = Format-TextList -Text $To
    }
}

function Get-ForeignRow {
    <#
    .SYNOPSIS
        Picks the changes of an object that show that it was there before this procedure.
    .DESCRIPTION
        What a run that was cut off has made differs only in what takes a second call, and
        there it still is as every new object is; or it is turned off. A value that is
        replaced by a parameter of its own has been agreed to by that.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Want,
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Row
    )

    $facts = $script:Kinds[$Want.Kind]
    if ($facts.Singleton) { return }
    $agreed = foreach ($setting in $Want.Settings) {
        if ($setting['ReplaceWith'] -or $setting.Name -eq $facts.Switch) { $setting.Name }
    }
    foreach ($one in $Row) {
        $fresh = @(ConvertTo-TextList -Kind $Want.Kind -Name $one.Name -Value $facts.Fresh[$one.Name])
        $second = $facts.NotOnNew -contains $one.Name -and (Test-SameText -Left $one.From -Right $fresh)
        if (-not $second -and $agreed -notcontains $one.Name) { $one }
    }
}

function Get-Operation {
    <#
    .SYNOPSIS
        Compares what is there with what is wanted.
    .DESCRIPTION
        Returns the operations in the order in which they are to be made. One that
        has a Fault cannot be made; one that is named None leaves a value as it is.
        Where the run is staged, what is made is made turned off, and what is there is
        neither turned on nor off. An object that was there before is changed only with
        -ChangeExisting.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [switch] $Staged,
        [switch] $ChangeExisting
    )

    foreach ($want in $script:Desired) {
        $facts = $script:Kinds[$want.Kind]
        $object = $State.Objects[$want.Id]
        $identity = ''
        if ($null -ne $object) {
            $identity = Get-Identity -InputObject $object -Kind $want.Kind
        }
        $wanted = @{}
        foreach ($setting in $want.Settings) {
            $wanted[$setting.Name] = $setting.Value
            if ($Staged -and $setting.Name -eq $facts.Switch) { $wanted[$setting.Name] = $false }
        }

        # The operations of this object, with the settings that each of them takes.
        $rows = @{ None = @(); Disable = @(); Create = @(); Update = @(); Enable = @() }
        $fault = ''
        foreach ($setting in $want.Settings) {
            $name = $setting.Name
            $after = @(ConvertTo-TextList -Kind $want.Kind -Name $name -Value $wanted[$name])
            $before = @()
            if ($null -ne $object) {
                $before = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $name)
            }
            if (Test-SameText -Left $before -Right $after) { continue }
            $row = ConvertTo-Row -Step $setting.Step -Name $name -From $before -To $after
            $still = $Staged -and $name -eq $facts.Switch -and $null -ne $object
            if ($still -or (Test-Kept -Setting $setting -Current $before)) {
                $row.After = $row.Before
                $rows.None += $row
            } elseif ($null -eq $object -and $facts.NotOnNew -notcontains $name) {
                $rows.Create += $row
            } elseif ($facts.NotOnSet -notcontains $name) {
                $rows.Update += $row
            } elseif ($facts.Switched -eq $name -and $wanted[$name]) {
                $rows.Enable += $row
            } elseif ($facts.Switched -eq $name) {
                $rows.Disable += $row
            } else {
                $fault += "$name of the $($want.Title) is $($row.Before) and cannot be changed to $($row.After). "
            }
        }
        if (-not $ChangeExisting) {
            $foreign = @(Get-ForeignRow -Want $want -Row ($rows.Disable + $rows.Update + $rows.Enable))
            if ($null -ne $object -and $foreign) {
                $shown = @($foreign | ForEach-Object -Process { Format-Row -Row $_ -Name 'Update' }) -join '; '
                $fault += "The $($want.Title) was there before, and would be changed: $shown. " +
                    'Stop, and call the owner of the change. Only with the consent of the owner, give -ChangeExisting.'
            }
        }
        # Until the test has been made again, no success is on record: a run that is
        # cut off before it makes up for it the next time.
        if ($rows.Update -and $null -ne $object -and $want.Test -and -not $want.Lenient) {
            $valid = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $facts.Validated)
            if ($valid -contains 'True') {
                $wanted[$facts.Validated] = $false
                $rows.Update += ConvertTo-Row -Name $facts.Validated -From $valid -To @('False')
            }
        }
        $operations = @(
            foreach ($name in @('None', 'Disable', 'Create', 'Update', 'Enable')) {
                if (-not $rows[$name]) { continue }
                $arguments = @{}
                if ($name -eq 'Create' -or $name -eq 'Update') {
                    foreach ($row in $rows[$name]) {
                        $arguments[$row.Name] = $wanted[$row.Name]
                        foreach ($partner in @($facts.With[$row.Name])) {
                            if ($partner -and $null -ne $wanted[$partner]) {
                                $arguments[$partner] = $wanted[$partner]
                            }
                        }
                    }
                }
                @{ Name = $name; Rows = $rows[$name]; Arguments = $arguments }
            }
        )

        # A test sends mail: only after a change, or where none is on record. What is
        # turned off is tested when it is turned on. A test whose result the vendor says
        # to disregard decides nothing: it is not put on record, and where a run was cut
        # off before it, the next run does not make it.
        if ($want.Test -and -not $Staged) {
            $changed = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' }).Count -gt 0
            $valid = $false
            if ($null -ne $object -and -not $changed) {
                $valid = (Select-Object -InputObject $object -ExpandProperty $facts.Validated) -eq $true
            }
            if ($changed -or -not ($valid -or $want.Lenient)) {
                $row = ConvertTo-Row -Name 'Test message' -From @() -To $want.Test
                $operations += @{ Name = 'Validate'; Rows = @($row); Arguments = @{} }
                if (-not $want.Lenient) {
                    $noted = @{
                        $facts.TestedFor = $want.Test; $facts.Validated = @('True')
                        $facts.TestedAt = @('time of the test')
                    }
                    $notes = foreach ($name in @($facts.TestedFor, $facts.Validated, $facts.TestedAt)) {
                        $before = @()
                        if ($null -ne $object) {
                            $before = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $name -Optional)
                        }
                        ConvertTo-Row -Name $name -From $before -To $noted[$name]
                    }
                    $operations += @{ Name = 'Record'; Rows = @($notes); Arguments = @{} }
                }
            }
        }

        foreach ($operation in $operations) {
            $operation.Want = $want
            $operation.Identity = $identity
            $operation.Fault = $fault
            $operation.Status = 'Planned'
            if ($operation.Name -eq 'None') { $operation.Status = 'Skipped' }
            $operation
        }
        if ($fault -and -not $operations) {
            @{ Name = 'None'; Rows = @(); Want = $want; Identity = $identity; Fault = $fault; Status = 'Failed' }
        }
    }
}

function Format-Row {
    <#
    .SYNOPSIS
        Says what happens to one setting.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Row,
        [Parameter(Mandatory)] [string] $Name
    )

    switch ($Name) {
        'None' { "$($Row.Name) stays $($Row.Before)" }
        'Create' { "$($Row.Name) = $($Row.After)" }
        'Validate' { "$($Row.Name) to $($Row.After)" }
        default { "$($Row.Name): $($Row.Before) -> $($Row.After)" }
    }
}

function Format-Operation {
    <#
    .SYNOPSIS
        Says in one line what an operation does.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Operation
    )

    $parts = foreach ($row in $Operation.Rows) { Format-Row -Row $row -Name $Operation.Name }
    "$($Operation.Name): $($parts -join '; ')"
}

function Show-Plan {
    <#
    .SYNOPSIS
        Shows what is there, what would change, and what is left to do by hand.
    #>
    [CmdletBinding()]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Operation,
        [Parameter(Mandatory)] [string] $Tenant
    )

    $made = @($Operation | Where-Object -FilterScript { $_.Name -eq 'Create' }).Count
    $changed = @($Operation | Where-Object -FilterScript { @('None', 'Create') -notcontains $_.Name }).Count
    Write-Line -Text "Plan for $Tenant. To create: $made. Further changes: $changed."
    foreach ($want in $script:Desired) {
        $mine = @($Operation | Where-Object -FilterScript { $_.Want.Id -eq $want.Id })
        $sign = '='
        if (@($mine | Where-Object -FilterScript { $_.Name -ne 'None' })) { $sign = '~' }
        if (@($mine | Where-Object -FilterScript { $_.Name -eq 'Create' })) { $sign = '+' }
        Write-Line -Text " $sign $($want.Title)"
        foreach ($one in $mine) {
            foreach ($row in $one.Rows) {
                Write-Line -Text "     $(Format-Row -Row $row -Name $one.Name)  $($row.Step)"
            }
        }
    }
    foreach ($task in $script:ByHand) {
        Write-Line -Text " ! $($task.Id) $($task.Title) ($($task.When))"
    }
    Write-Line -Text '(+ is made, ~ is changed, = is as wanted or stays, ! is done by hand)'
    foreach ($want in $script:Desired) {
        foreach ($setting in $want.Settings) {
            if ($setting['Unverified']) {
                Write-Warning -Message "$($setting.Name) of the $($want.Title): $($setting['Unverified'])"
            }
        }
    }
}

# -----------------------------------------------------------------------------
# State file: what was there before, and each change
# -----------------------------------------------------------------------------

# It has one JSON object a line, and grows only at its end, so that a run that is
# cut off at any point leaves a file that can be read:
# Start  what the file belongs to, and every object that was there, with its settings
# Begin  a change that is about to be made, with the values before and after it
# Done   the same change once it has been made, with the identity of its object

function Add-StateLine {
    <#
    .SYNOPSIS
        Adds a line to the state file. The first line makes the file.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] [hashtable] $Value,
        [switch] $First
    )

    # A note of a change asks nothing by itself: the change has asked.
    $ConfirmPreference = 'None'
    $line = ConvertTo-Json -InputObject $Value -Depth 6 -Compress
    if ($First) {
        # Unlike other cmdlets that write, this one refuses to overwrite.
        $null = New-Item -Path $Path -ItemType 'File' -Value "$line`n" -ErrorAction 'Stop'
    } else {
        Add-Content -LiteralPath $Path -Value $line -Encoding 'UTF8' -ErrorAction 'Stop'
    }
}

function Get-Snapshot {
    <#
    .SYNOPSIS
        Reads every object of the kinds that this script changes, with all settings that it knows.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State
    )

    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        foreach ($object in $State.All[$kind]) {
            @{
                Kind     = $kind
                Identity = Get-Identity -InputObject $object -Kind $kind
                Settings = @(
                    foreach ($name in $script:Kinds[$kind].Names) {
                        @{
                            Name = $name
                            Text = @(Get-CurrentText -InputObject $object -Kind $kind -Name $name -Optional)
                        }
                    }
                )
            }
        }
    }
}

function Save-State {
    <#
    .SYNOPSIS
        Makes the state file with what is there.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] $State,
        [Parameter(Mandatory)] [string[]] $Domain
    )

    Add-StateLine -First -Path $Path -Value @{
        Record  = 'Start'
        Script  = $script:About.Script
        Runbook = $script:About.Runbook
        Model   = $script:About.Model
        Domains = $Domain
        Time    = Get-Moment
        Objects = @(Get-Snapshot -State $State)
    }
}

function Read-State {
    <#
    .SYNOPSIS
        Reads a state file: Start, and Changes in the order in which they were made.
    .DESCRIPTION
        A change without its Done line may have been made or not: it counts as one
        whose object has no known identity. A last line that was cut off counts as none:
        a change is made after its line, and is done before that is written.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path
    )

    $start = $null
    $changes = @()
    $lines = @(
        Get-Content -LiteralPath $Path -Encoding 'UTF8' -ErrorAction 'Stop' | Where-Object -FilterScript { $_ }
    )
    foreach ($line in $lines) {
        try {
            $record = ConvertFrom-Json -InputObject "$line" -ErrorAction 'Stop'
        } catch {
            if ($null -ne $start -and $line -eq $lines[-1]) { break }
            throw "This is not a state file: $Path $_"
        }
        if ($record.Record -eq 'Start') {
            $start = $record
        } elseif ($record.Record -eq 'Begin') {
            $changes += @{
                Number = $record.Number; Want = $record.Want; Kind = $record.Kind; Title = $record.Title
                Name = $record.Name; Identity = $record.Identity; Rows = @($record.Rows); Done = $false
            }
        } else {
            foreach ($change in $changes) {
                if ($change.Number -ne $record.Number) { continue }
                $change.Done = $true
                $change.Identity = $record.Identity
            }
        }
    }
    if ($null -eq $start) { throw "This is not a state file: $Path" }
    @{ Start = $start; Changes = $changes }
}

function Get-StateFault {
    <#
    .SYNOPSIS
        Says why a state file does not belong to this script and organization.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Saved,
        [Parameter(Mandatory)] [string[]] $Domain
    )

    if ($Saved.Start.Script -ne $script:About.Script) {
        "The state file is from another script: $($Saved.Start.Script)."
    }
    if (-not @($Saved.Start.Domains | Where-Object -FilterScript { $Domain -contains $_ })) {
        "The state file is from another organization, that of $(Format-TextList -Text $Saved.Start.Domains)."
    }
    foreach ($change in $Saved.Changes) {
        if (-not $script:Kinds.ContainsKey($change.Kind)) {
            "The state file has a $($change.Kind), which this script does not know. Use the script that made the file."
        }
    }
}

function Get-ForeignLine {
    <#
    .SYNOPSIS
        Says in a line each what is set at objects that are not ours.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Object,
        [Parameter(Mandatory)] [AllowEmptyCollection()] [AllowEmptyString()] [string[]] $Own
    )

    foreach ($one in $Object) {
        if (-not $one.Identity -or $Own -contains $one.Identity) { continue }
        $texts = foreach ($setting in $one.Settings) {
            "$($setting.Name)=$((@($setting.Text) | Sort-Object) -join ',')"
        }
        "$($script:Kinds[$one.Kind].Title) $($one.Identity): $($texts -join '; ')"
    }
}

# -----------------------------------------------------------------------------
# Apply: what makes and changes
# -----------------------------------------------------------------------------

function Wait-DesiredObject {
    <#
    .SYNOPSIS
        Reads a new object back, which may take a moment to be listed, and returns its identity.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Want
    )

    foreach ($seconds in @(0, 5, 10, 20, 30)) {
        Start-Sleep -Seconds $seconds
        $found = @(Find-DesiredObject -InputObject @(Get-TenantObject -Kind $Want.Kind) -Want $Want)
        if ($found.Count -eq 1) {
            return Get-Identity -InputObject $found[0] -Kind $Want.Kind
        }
    }
    throw "The $($Want.Title) was made but is not listed yet. Wait some minutes, and run Apply again to go on."
}

function Select-Argument {
    <#
    .SYNOPSIS
        Picks the arguments of a call. One that the call does not take is an error.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory)] [hashtable] $Argument,
        [Parameter(Mandatory)] [string[]] $Name
    )

    foreach ($key in $Argument.Keys) {
        if ($Name -notcontains $key) { throw "This call takes no $key." }
    }
    $Argument
}

function Confirm-Change {
    <#
    .SYNOPSIS
        Asks before a change where the script may not call ShouldProcess.
    .DESCRIPTION
        In Constrained Language Mode an untrusted script may call methods of the simplest
        types only. This keeps to the same switches: -WhatIf says what would be done and
        does nothing, -Confirm:$false asks nothing, and any answer but Y is a no.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory)] [string] $Target,
        [Parameter(Mandatory)] [string] $Change
    )

    if ($WhatIfPreference) {
        Write-Line -Text "What if: $Target. $Change"
        return $false
    }
    if ("$ConfirmPreference" -eq 'None') { return $true }
    (Read-Host -Prompt "$Target. $Change. Do it? Y is yes, anything else is no") -eq 'Y'
}

function Invoke-Operation {
    <#
    .SYNOPSIS
        Makes the changes, one after the other, and stops at the first that fails or is refused.
    .DESCRIPTION
        Each change is asked about on its own. The cmdlets behind the question do not ask
        once more. With a state file, each change is noted there before and after it is made.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Operation,
        [Parameter(Mandatory)] [string] $Tenant,
        [string] $StatePath
    )

    $made = @{}
    $number = 0
    foreach ($one in $Operation) {
        $want = $one.Want
        $number++
        $target = "$($want.Title) in $Tenant"
        $change = Format-Operation -Operation $one
        if ($script:Limited) {
            $agreed = Confirm-Change -Target $target -Change $change
        } else {
            $agreed = $PSCmdlet.ShouldProcess($target, $change)
        }
        if ($agreed) {
            $identity = $one.Identity
            if ($made.ContainsKey($want.Id)) { $identity = $made[$want.Id] }
            if (-not $identity -and $one.Name -ne 'Create' -and -not $script:Kinds[$want.Kind].Singleton) {
                throw "The $($want.Title) has no identity."
            }
            if ($StatePath) {
                Add-StateLine -Path $StatePath -Value @{
                    Record = 'Begin'; Number = $number; Want = $want.Id; Kind = $want.Kind; Title = $want.Title
                    Name = $one.Name; Identity = $identity; Time = Get-Moment
                    Rows = @(
                        foreach ($row in $one.Rows) { @{ Name = $row.Name; From = @($row.From); To = @($row.To) } }
                    )
                }
            }
            $one.Status = 'Failed'   # until it is known to have worked
            switch ("$($want.Kind): $($one.Name)") {
                'outbound-connector: Create' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'Comment', 'ConnectorType', 'Enabled', 'IsTransportRuleScoped', 'AllAcceptedDomains', 'RecipientDomains', 'UseMXRecord', 'SmartHosts', 'TlsSettings', 'TlsDomain', 'CloudServicesMailEnabled', 'RouteAllMessagesViaOnPremises', 'TestMode')
                    $null = New-OutboundConnector -ErrorAction 'Stop' @arguments
                }
                'outbound-connector: Update' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'Comment', 'ConnectorType', 'Enabled', 'IsTransportRuleScoped', 'AllAcceptedDomains', 'RecipientDomains', 'UseMXRecord', 'SmartHosts', 'TlsSettings', 'TlsDomain', 'CloudServicesMailEnabled', 'RouteAllMessagesViaOnPremises', 'TestMode', 'ValidationRecipients', 'IsValidated', 'LastValidationTimestamp')
                    Set-OutboundConnector -ErrorAction 'Stop' -Identity $identity @arguments
                }
                'outbound-connector: Validate' {
                    # The form of its report is not documented: a person reads it, then confirms it.
                    # Where nobody is asked, a report that names a failure has to stop the run by itself.
                    try {
                        $report = @(Validate-OutboundConnector -ErrorAction 'Stop' -Identity $identity -Recipients $want.Test)
                        $shown = $report | Format-List | Out-String
                        Write-Line -Text $shown
                        if ($shown -match ':[ {]*fail(ed|ure)?\b|succe\w*\s*:\s*false') { throw 'The report above names a failure.' }
                    } catch {
                        if (-not $want.Lenient) { throw }
                        Write-Warning -Message "The test failed: $_ The vendor says to go on."
                    }
                }
                'outbound-connector: Record' {
                    $now = (Get-Date).ToUniversalTime()
                    Set-OutboundConnector -ErrorAction 'Stop' -Identity $identity -ValidationRecipients $want.Test -IsValidated $true -LastValidationTimestamp $now
                }
                'transport-config: Update' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('JournalingReportNdrTo')
                    Set-TransportConfig -ErrorAction 'Stop' @arguments
                }
                'distribution-group: Create' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'PrimarySmtpAddress', 'MemberJoinRestriction', 'MemberDepartRestriction', 'RequireSenderAuthenticationEnabled')
                    $null = New-DistributionGroup -ErrorAction 'Stop' @arguments
                }
                'distribution-group: Update' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'PrimarySmtpAddress', 'MemberJoinRestriction', 'MemberDepartRestriction', 'RequireSenderAuthenticationEnabled', 'HiddenFromAddressListsEnabled')
                    Set-DistributionGroup -ErrorAction 'Stop' -Identity $identity @arguments
                }
                'journal-rule: Create' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'JournalEmailAddress', 'Recipient', 'Scope', 'Enabled')
                    $null = New-JournalRule -ErrorAction 'Stop' @arguments
                }
                'journal-rule: Update' {
                    $arguments = Select-Argument -Argument $one.Arguments -Name @('Name', 'JournalEmailAddress', 'Recipient', 'Scope')
                    Set-JournalRule -ErrorAction 'Stop' -Identity $identity @arguments
                }
                'journal-rule: Enable' {
                    Enable-JournalRule -ErrorAction 'Stop' -Identity $identity
                }
                'journal-rule: Disable' {
                    Disable-JournalRule -ErrorAction 'Stop' -Confirm:$false -Identity $identity
                }
                default { throw "No cmdlet for '$_'." }
            }
            if ($one.Name -eq 'Create') { $made[$want.Id] = Wait-DesiredObject -Want $want }
            if ($made.ContainsKey($want.Id)) { $one.Identity = $made[$want.Id] }
            if ($StatePath) {
                Add-StateLine -Path $StatePath -Value @{
                    Record = 'Done'; Number = $number; Want = $want.Id; Identity = $one.Identity; Time = Get-Moment
                }
            }
            $one.Status = 'Done'
        } elseif ($WhatIfPreference) {
            $one.Status = 'WhatIf'
        } else {
            # What comes later relies on what comes before.
            $one.Status = 'Skipped'
            throw "Not confirmed: $($want.Title), $($one.Name). Nothing that comes after it was done."
        }
    }
}

# -----------------------------------------------------------------------------
# Verify: reads only
# -----------------------------------------------------------------------------

function ConvertTo-Check {
    <#
    .SYNOPSIS
        Makes the object that reports a check.
    #>
    [CmdletBinding()]
    [OutputType('Triptych.Check')]
    param(
        [Parameter(Mandatory)] [hashtable] $Value
    )

    $names = @('Id', 'Setting', 'StepId', 'Title', 'Expected', 'Actual', 'Status', 'Instruction', 'Remedy')
    ConvertTo-Record -TypeName 'Triptych.Check' -Name $names -Value $Value
}

function Get-SettingCheck {
    <#
    .SYNOPSIS
        Compares every setting with the table.
    .DESCRIPTION
        Another value that may stay passes over only where the state file shows that it
        was there before. Without a state file a person has to look.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [AllowNull()] $Saved,
        [switch] $Staged
    )

    foreach ($want in $script:Desired) {
        $object = $State.Objects[$want.Id]
        foreach ($setting in $want.Settings) {
            $expected = @(ConvertTo-TextList -Kind $want.Kind -Name $setting.Name -Value $setting.Value)
            $check = @{
                Setting     = "$($want.Id).$($setting.Name)"
                StepId      = $setting.Step
                Title       = "$($want.Title): $($setting.Name)"
                Expected    = Format-TextList -Text $expected
                Actual      = '(no such object)'
                Status      = 'Fail'
                Instruction = ''
                Remedy      = 'Run this script with -Action Apply.'
            }
            $ids = @($script:Checked | Where-Object -FilterScript { $_.Settings -contains $check.Setting })
            $check.Id = @($ids | ForEach-Object -Process { $_.Id }) -join ', '
            if ($null -ne $object) {
                $actual = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $setting.Name)
                $check.Actual = Format-TextList -Text $actual
                if (Test-SameText -Left $actual -Right $expected) {
                    $check.Status = 'Pass'
                    $check.Remedy = ''
                } elseif (Test-Kept -Setting $setting -Current $actual) {
                    $check.Status = 'Manual'
                    $check.Instruction = 'Look whether this value was there before the change. ' +
                        'Give -StatePath, and the script compares.'
                    $check.Remedy = "A value that was there before stays. To replace it: -$($setting['ReplaceWith'])."
                    if ($null -ne $Saved) {
                        $change = @{ Kind = $want.Kind; Identity = Get-Identity -InputObject $object -Kind $want.Kind }
                        $before = @(Get-SavedText -Start $Saved.Start -Change $change -Name $setting.Name)
                        $check.Instruction = ''
                        $check.Status = 'Fail'
                        if (Test-SameText -Left $actual -Right $before) { $check.Status = 'Skipped' }
                    }
                } elseif ($Staged -and $setting.Name -eq $script:Kinds[$want.Kind].Switch) {
                    $check.Status = 'Skipped'
                    $check.Remedy = 'It is staged. To turn it on, run Apply without -Staged.'
                }
            }
            ConvertTo-Check -Value $check
        }
    }
}

function Get-TestCheck {
    <#
    .SYNOPSIS
        Says of which objects a successful test is on record.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [switch] $Staged
    )

    foreach ($want in $script:Desired) {
        $object = $State.Objects[$want.Id]
        if (-not $want.Test -or $null -eq $object) { continue }
        $name = $script:Kinds[$want.Kind].Validated
        $valid = (Select-Object -InputObject $object -ExpandProperty $name) -eq $true
        $ids = @($script:Checked | Where-Object -FilterScript { $_.Validated -contains $want.Id })
        $check = @{
            Id          = @($ids | ForEach-Object -Process { $_.Id }) -join ', '
            Setting     = "$($want.Id).$name"
            StepId      = ''
            Title       = "$($want.Title): $name"
            Expected    = 'True'
            Actual      = "$valid"
            Status      = 'Fail'
            Instruction = ''
            Remedy      = 'Run this script with -Action Apply, and read what the test reports.'
        }
        if ($valid) {
            $check.Status = 'Pass'
            $check.Remedy = ''
        } elseif ($want.Lenient) {
            $check.Status = 'Skipped'
            $check.Remedy = 'The vendor says to go on when this test reports errors.'
        } elseif ($Staged) {
            $check.Status = 'Skipped'
            $check.Remedy = 'It is staged. It is tested when it is turned on.'
        }
        ConvertTo-Check -Value $check
    }
}

function Get-WholeCheck {
    <#
    .SYNOPSIS
        Makes the checks that look at more than one object, and at those that are not
        ours: whether they work against it, and whether any of them has changed since.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [AllowNull()] $Saved
    )

    foreach ($fault in @($State.Faults) + @(Get-DefeatFault -State $State)) {
        ConvertTo-Check -Value @{
            Id = ''; Setting = ''; StepId = ''; Title = 'What works against it'; Instruction = ''
            Expected = 'nothing'; Actual = $fault; Status = 'Fail'
            Remedy = 'Take it to the owner of the change before anything else.'
        }
    }
    foreach ($one in $script:Checked) {
        if ($one.Disjoint) {
            $common = @(Get-MemberName -State $State -Id $one.Disjoint)
            $check = @{
                Id = $one.Id; Setting = ''; StepId = $one.Id; Title = $one.Title; Instruction = ''
                Expected = Format-TextList -Text @(); Actual = Format-TextList -Text $common
                Status = 'Pass'; Remedy = ''
            }
            if ($common) {
                $check.Status = 'Fail'
                $check.Remedy = $one.Remedy
            }
            ConvertTo-Check -Value $check
        }
        if ($one.Unchanged) {
            $check = @{
                Id = $one.Id; Setting = ''; StepId = $one.Id; Title = $one.Title; Expected = ''; Actual = ''
                Status = 'Manual'; Instruction = 'Give -StatePath, and the script compares.'; Remedy = $one.Remedy
            }
            if ($null -ne $Saved) {
                $own = @(
                    foreach ($want in $script:Desired) {
                        $object = $State.Objects[$want.Id]
                        if ($null -ne $object) { Get-Identity -InputObject $object -Kind $want.Kind }
                    }
                )
                $before = @(Get-ForeignLine -Object $Saved.Start.Objects -Own $own)
                $after = @(Get-ForeignLine -Object @(Get-Snapshot -State $State) -Own $own)
                $differing = @(
                    $before | Where-Object -FilterScript { $after -notcontains $_ } |
                        ForEach-Object -Process { "before: $_" }
                    $after | Where-Object -FilterScript { $before -notcontains $_ } |
                        ForEach-Object -Process { "now: $_" }
                )
                $check.Instruction = ''
                $check.Expected = 'no difference'
                $check.Actual = 'no difference'
                $check.Status = 'Pass'
                if ($differing) {
                    $check.Actual = $differing -join "`n"
                    $check.Status = 'Fail'
                }
            }
            ConvertTo-Check -Value $check
        }
    }
}

function Get-Check {
    <#
    .SYNOPSIS
        Makes every check, and adds what a person has to look at.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State,
        [AllowNull()] $Saved,
        [switch] $Staged
    )

    Get-SettingCheck -State $State -Saved $Saved -Staged:$Staged
    Get-TestCheck -State $State -Staged:$Staged
    Get-WholeCheck -State $State -Saved $Saved
    foreach ($task in $script:ByHand) {
        ConvertTo-Check -Value @{
            Id          = $task.Id
            Setting     = ''
            StepId      = $task.Id
            Title       = $task.Title
            Expected    = $task.Expect
            Actual      = ''
            Status      = 'Manual'
            Instruction = $task.Do -join "`n"
            Remedy      = $task.Fail
        }
    }
}

function Show-Check {
    <#
    .SYNOPSIS
        Shows which checks failed, and how many there are of each kind.
    #>
    [CmdletBinding()]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Check
    )

    foreach ($one in $Check) {
        if ($one.Status -eq 'Fail') {
            Write-Line -Text " Fail: $($one.Id) $($one.Title) is $($one.Actual) and is to be $($one.Expected)"
        } elseif ($one.Status -eq 'Skipped') {
            Write-Line -Text " Left: $($one.Title) is $($one.Actual). $($one.Remedy)"
        } elseif ($one.Status -eq 'Manual') {
            Write-Line -Text " By hand: $($one.Id) $($one.Title)"
        }
    }
    $counts = foreach ($group in @($Check | Group-Object -Property 'Status')) { "$($group.Name) $($group.Count)" }
    Write-Line -Text "Checks: $($counts -join ', ')"
}

# -----------------------------------------------------------------------------
# Rollback: takes back what a state file records, last change first
# -----------------------------------------------------------------------------

function Get-CreatedIdentity {
    <#
    .SYNOPSIS
        Finds the object that a run has made: by the identity noted, or, where the run was
        cut off before it could note one, by what is there now and was not there before.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Change,
        [Parameter(Mandatory)] $Start,
        [AllowNull()] [AllowEmptyCollection()] [object[]] $InputObject
    )

    if ($Change.Done) { return $Change.Identity }
    $kind = $Change.Kind
    foreach ($object in $InputObject) {
        $identity = Get-Identity -InputObject $object -Kind $kind
        if (@($Start.Objects | Where-Object -FilterScript { $_.Identity -eq $identity })) { continue }
        $same = foreach ($row in @($Change.Rows | Where-Object -FilterScript {
                    $script:Kinds[$kind].Match -contains $_.Name
                })) {
            $text = @(Get-CurrentText -InputObject $object -Kind $kind -Name $row.Name)
            Test-SameText -Left $text -Right $row.To
        }
        if ($same -and $same -notcontains $false) { $identity }
    }
}

function Get-SavedText {
    <#
    .SYNOPSIS
        Looks up in the state file what a setting was before.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $Start,
        [Parameter(Mandatory)] $Change,
        [Parameter(Mandatory)] [string] $Name
    )

    foreach ($object in $Start.Objects) {
        if ($object.Kind -ne $Change.Kind -or $object.Identity -ne $Change.Identity) { continue }
        foreach ($setting in $object.Settings) {
            if ($setting.Name -eq $Name) { @($setting.Text) }
        }
    }
}

function Get-RollbackOperation {
    <#
    .SYNOPSIS
        Compares what is there with what a state file records.
    .DESCRIPTION
        Returns operations as Get-Operation does, last change first. What was made is
        turned off and then removed, by its identity. What was changed gets its value back.
        What is as it was before needs nothing. A Fault says that somebody has changed an
        object since; whether it is turned on or off does not count as that, because
        turning it off is the fastest way to stop its effect, nor does a test made since.
        What stays as it is, is an operation named None that says why.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Saved,
        [Parameter(Mandatory)] $State
    )

    $created = @($Saved.Changes | Where-Object -FilterScript { $_.Name -eq 'Create' })
    $gone = @()
    for ($i = $Saved.Changes.Count - 1; $i -ge 0; $i--) {
        $change = $Saved.Changes[$i]
        $kind = $change.Kind
        $facts = $script:Kinds[$kind]
        if ($change.Name -eq 'Validate') { continue }   # a message that was sent stays sent
        $notes = @($facts.TestedFor, $facts.Validated, $facts.TestedAt)
        if ($change.Name -ne 'Create' -and @($created | Where-Object -FilterScript { $_.Want -eq $change.Want })) {
            continue   # it goes with its object
        }
        $want = @{ Id = $change.Want; Kind = $kind; Title = $change.Title; Test = @(); Lenient = $false }
        if ($change.Name -eq 'Create') {
            $made = @(Get-CreatedIdentity -Change $change -Start $Saved.Start -InputObject $State.All[$kind])
            if (-not $made) { continue }   # it was not made after all
            if ($made.Count -gt 1) { throw "Each of these may be the $($change.Title): $($made -join ', ')." }
            $change.Identity = $made[0]
        }
        $object = @($State.All[$kind] | Where-Object -FilterScript {
                $facts.Singleton -or (Get-Identity -InputObject $_ -Kind $kind) -eq $change.Identity
            })
        if ($object.Count -eq 0) { continue }   # it has been removed
        $fault = ''
        $rows = @()
        $compared = @($change.Rows)
        if ($change.Name -eq 'Create') {
            # It goes as a whole, with what a second call gave it.
            $compared = @(
                $Saved.Changes | Where-Object -FilterScript { $_.Want -eq $change.Want -and $_.Name -ne 'Validate' } |
                    ForEach-Object -Process { $_.Rows }
            )
        }
        foreach ($row in $compared) {
            $current = @(Get-CurrentText -InputObject $object[0] -Kind $kind -Name $row.Name -Optional)
            # Every value that this run gave it counts as ours, and so does the one that it had.
            $known = @(
                foreach ($other in @($Saved.Changes | Where-Object -FilterScript { $_.Want -eq $change.Want })) {
                    foreach ($each in @($other.Rows | Where-Object -FilterScript { $_.Name -eq $row.Name })) {
                        if (Test-SameText -Left $current -Right $each.To) { $each }
                        if ($other.Name -ne 'Create' -and (Test-SameText -Left $current -Right $each.From)) { $each }
                    }
                }
            )
            if (-not $known -and $row.Name -ne $facts.Switch -and $notes -notcontains $row.Name) {
                $fault += "$($row.Name) of the $($change.Title) is $(Format-TextList -Text $current) by now. "
            }
            if (Test-SameText -Left $current -Right $row.From) { continue }
            $rows += ConvertTo-Row -Name $row.Name -From $current -To $row.From
        }

        $operations = @()
        if ($change.Name -eq 'Create') {
            $gone += $change.Identity
            $off = $false
            if ($facts.Switch) {
                $texts = @(Get-CurrentText -InputObject $object[0] -Kind $kind -Name $facts.Switch)
                $off = -not (Test-SameText -Left $texts -Right @('False'))
            }
            if ($off) {
                $row = ConvertTo-Row -Name $facts.Switch -From @('True') -To @('False')
                $name = 'Update'
                if ($facts.Switched) { $name = 'Disable' }
                $operations += @{ Name = $name; Rows = @($row); Arguments = @{ $facts.Switch = $false } }
            }
            $row = ConvertTo-Row -Name $facts.Key -From @($change.Identity) -To @()
            $operations += @{ Name = 'Remove'; Rows = @($row); Arguments = @{} }
        } elseif ($rows -and @('Update', 'Record') -contains $change.Name) {
            $kept = @()
            $arguments = @{}
            foreach ($row in $rows) {
                # Who else needs the value, apart from what this rollback removes.
                $others = foreach ($needing in @($facts.NeededBy[$row.Name])) {
                    if (-not $needing -or $row.To) { continue }
                    @($State.All[$needing] | Where-Object -FilterScript {
                            $gone -notcontains (Get-Identity -InputObject $_ -Kind $needing)
                        })
                }
                $row.Why = ''
                if ($others) { $row.Why = 'It was not set before, and others need it by now: it stays.' }
                if ($row.Name -eq $facts.TestedAt -and -not $row.To) {
                    $row.Why = 'It was not set before, and no cmdlet unsets it: it stays, and does no harm.'
                }
                if ($row.Why) {
                    $row.After = $row.Before
                    $kept += $row
                    continue
                }
                $arguments[$row.Name] = ConvertFrom-TextList -Kind $kind -Name $row.Name -Text $row.To
                foreach ($partner in @($facts.With[$row.Name])) {
                    if (-not $partner -or $arguments.ContainsKey($partner)) { continue }
                    $text = @(Get-SavedText -Start $Saved.Start -Change $change -Name $partner)
                    $arguments[$partner] = ConvertFrom-TextList -Kind $kind -Name $partner -Text $text
                }
            }
            if ($kept) { $operations += @{ Name = 'None'; Rows = $kept; Arguments = @{} } }
            $rows = @($rows | Where-Object -FilterScript { $arguments.ContainsKey($_.Name) })
            # What a change of other settings does to the record of a test is not documented.
            $text = @(Get-SavedText -Start $Saved.Start -Change $change -Name $facts.Validated)
            if ($rows -and $text -and $facts.TestedFor) {
                $arguments[$facts.Validated] = ConvertFrom-TextList -Kind $kind -Name $facts.Validated -Text $text
            }
            if ($rows) { $operations += @{ Name = 'Update'; Rows = $rows; Arguments = $arguments } }
        } elseif ($rows -and $change.Name -eq 'Enable') {
            $operations += @{ Name = 'Disable'; Rows = $rows; Arguments = @{} }
        } elseif ($rows) {
            $operations += @{ Name = 'Enable'; Rows = $rows; Arguments = @{} }
        }
        foreach ($operation in $operations) {
            $operation.Want = $want
            $operation.Identity = $change.Identity
            $operation.Fault = $fault
            $operation.Status = 'Planned'
            if ($operation.Name -eq 'None') { $operation.Status = 'Skipped' }
            $operation
        }
    }
}

function Show-Rollback {
    <#
    .SYNOPSIS
        Shows what a rollback does.
    #>
    [CmdletBinding()]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Operation,
        [Parameter(Mandatory)] [string] $Tenant
    )

    Write-Line -Text "Rollback for $Tenant"
    foreach ($one in $Operation) {
        Write-Line -Text " - $($one.Want.Title)"
        foreach ($row in $one.Rows) { Write-Line -Text "     $(Format-Row -Row $row -Name $one.Name)" }
    }
    if (-not $Operation) { Write-Line -Text ' Nothing is left to take back.' }
}

function Remove-CreatedObject {
    <#
    .SYNOPSIS
        Removes an object that a run has made. Nothing else in this script removes anything.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory)] $Operation,
        [Parameter(Mandatory)] [string] $Tenant
    )

    $identity = $Operation.Identity
    if (-not $identity) { throw "The $($Operation.Want.Title) has no identity." }
    $target = "$($Operation.Want.Title) in $Tenant"
    $change = "Remove: $identity"
    if ($script:Limited) {
        $agreed = Confirm-Change -Target $target -Change $change
    } else {
        $agreed = $PSCmdlet.ShouldProcess($target, $change)
    }
    if ($agreed) {
        $Operation.Status = 'Failed'   # until it is known to have worked
        switch ($Operation.Want.Kind) {
            'outbound-connector' {
                Remove-OutboundConnector -ErrorAction 'Stop' -Confirm:$false -Identity $identity
            }
            'distribution-group' {
                Remove-DistributionGroup -ErrorAction 'Stop' -Confirm:$false -Identity $identity
            }
            'journal-rule' {
                Remove-JournalRule -ErrorAction 'Stop' -Confirm:$false -Identity $identity
            }
            default { throw "No cmdlet removes a $_." }
        }
        $Operation.Status = 'Done'
    } elseif ($WhatIfPreference) {
        $Operation.Status = 'WhatIf'
    } else {
        $Operation.Status = 'Skipped'
        throw "Not confirmed: $($Operation.Want.Title), Remove. Nothing that comes after it was done."
    }
}

function Get-RollbackCheck {
    <#
    .SYNOPSIS
        Says what of a rollback is left.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Saved,
        [Parameter(Mandatory)] $State
    )

    foreach ($one in @(Get-RollbackOperation -Saved $Saved -State $State)) {
        foreach ($row in $one.Rows) {
            $status = 'Fail'
            $remedy = 'Run Rollback again, or take it back by hand.'
            if ($one.Name -eq 'None') {
                $status = 'Skipped'
                $remedy = $row.Why
            }
            ConvertTo-Check -Value @{
                Id = ''; Setting = "$($one.Want.Id).$($row.Name)"; StepId = ''
                Title = "$($one.Want.Title): $($row.Name)"
                Expected = $row.After; Actual = $row.Before; Status = $status; Instruction = ''; Remedy = $remedy
            }
        }
    }
}

# -----------------------------------------------------------------------------
# The run
# -----------------------------------------------------------------------------

function Get-Moment {
    <#
    .SYNOPSIS
        The time in UTC, as a text that sorts and that every version writes alike.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    (Get-Date).ToUniversalTime().ToString('s') + 'Z'
}

function Open-Transcript {
    <#
    .SYNOPSIS
        Begins a transcript in a new file.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path
    )

    # A record of a run asks nothing and is written with -WhatIf as well.
    $ConfirmPreference = 'None'
    $WhatIfPreference = $false
    try {
        $null = Start-Transcript -LiteralPath $Path -NoClobber -ErrorAction 'Stop'
    } catch {
        throw "There is no transcript: $_ Give another -TranscriptPath, or -NoTranscript."
    }
}

function Export-Evidence {
    <#
    .SYNOPSIS
        Writes the result of a run to a new file, as JSON.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] $Result
    )

    # A record of a run asks nothing and is written with -WhatIf as well.
    $ConfirmPreference = 'None'
    $WhatIfPreference = $false
    $text = ConvertTo-Json -InputObject $Result -Depth 6
    $null = New-Item -Path $Path -ItemType 'File' -Value $text -ErrorAction 'Stop'
}

$exitCode = 1
$outcome = 'Failed'
$message = ''
$tenant = ''
$opened = $false
$recording = $false
$saved = $null
$operations = @()
$checks = @()
$started = Get-Moment
try {
    Write-Line -Text "$($script:About.Title), $Action"
    if ($PSCommandPath) {
        Write-Line -Text "SHA-256 $((Get-FileHash -LiteralPath $PSCommandPath -Algorithm 'SHA256').Hash)"
    }
    $exitCode = 3
    $faults = @(
        Get-SessionFault -Action $Action -ExpectedTenant $ExpectedTenant -StatePath $StatePath -NewPath @(
            $EvidencePath, $TranscriptPath
        )
    )
    if ($faults) { throw ($faults -join "`n") }
    $changing = @('Apply', 'Rollback') -contains $Action -and -not $WhatIfPreference
    $stem = Join-Path -Path (Get-Location).ProviderPath -ChildPath (
        "$($script:About.Script)-$($started -replace '[^0-9]', '')")
    if ($changing -and -not $TranscriptPath -and -not $NoTranscript) { $TranscriptPath = "$stem.transcript.txt" }
    if ($TranscriptPath) {
        Open-Transcript -Path $TranscriptPath
        $recording = $true
    }

    # --- Connect
    $connect = @{}
    if ($UserPrincipalName) { $connect['UserPrincipalName'] = $UserPrincipalName }
    if ($DelegatedOrganization) { $connect['DelegatedOrganization'] = $DelegatedOrganization }
    if ($AppId) {
        $connect = @{ AppId = $AppId; CertificateThumbprint = $CertificateThumbprint; Organization = $Organization }
    }
    if ($connect.Count -gt 0) {
        if (@(Get-LiveConnection)) {
            throw 'A connection is open. To use it, leave out the parameters that connect. ' +
                'To use another one, run Disconnect-ExchangeOnline first.'
        }
        # No more cmdlets than this script calls.
        $connect['CommandName'] = @('Get-AcceptedDomain') + @(
            $script:Kinds.Values | ForEach-Object -Process { $_.Cmdlets; $_.Removes }
        )
        try {
            Connect-ExchangeOnline @connect -ShowBanner:$false -ErrorAction 'Stop'
        } catch {
            throw "There is no connection: $_ If the window to sign in has failed, run Connect-ExchangeOnline " +
                'yourself, with -DisableWAM (module 3.7.2 or later) or -Device, and then this script ' +
                'without -UserPrincipalName.'
        }
        $opened = $true
    }
    $faults = @(Get-ConnectionFault)
    if ($faults) { throw ($faults -join "`n") }

    # --- Preflight: is this the right organization, and can this account do it?
    $domains = @(
        Get-AcceptedDomain -ResultSize 'Unlimited' -ErrorAction 'Stop' | ForEach-Object -Process { "$($_.DomainName)" }
    )
    $tenant = $ExpectedTenant
    if (-not $tenant) {
        $tenant = "the organization of $(Format-TextList -Text @($domains | Select-Object -First 3))"
        Write-Warning -Message "Make sure that this is the right one: $tenant. -ExpectedTenant does that for you."
    }
    $rollback = $Action -eq 'Rollback'
    $faults = @(Get-PreflightFault -Domain $domains -ExpectedTenant $ExpectedTenant -Rollback:$rollback)
    if ($StatePath -and $Action -ne 'Apply' -and (Test-Path -LiteralPath $StatePath)) {
        $saved = Read-State -Path $StatePath
        $faults += @(Get-StateFault -Saved $saved -Domain $domains)
    }
    if ($faults) { throw ($faults -join "`n") }
    $exitCode = 1

    # --- Plan: what is there, and what would be changed?
    $state = Get-TenantState
    foreach ($warning in $state.Warnings) { Write-Warning -Message $warning }
    if ($Action -eq 'Verify') {
        $checks = @(Get-Check -State $state -Saved $saved -Staged:$Staged)
    } elseif ($Action -eq 'Rollback') {
        $operations = @(Get-RollbackOperation -Saved $saved -State $state)
        Show-Rollback -Operation $operations -Tenant $tenant
        $faults = @(
            $operations | ForEach-Object -Process { $_.Fault } |
                Where-Object -FilterScript { $_ } | Select-Object -Unique
        )
        if ($faults -and -not $Force) {
            $exitCode = 6
            throw ((@($faults) + 'Nothing was taken back. To take it back nevertheless: -Force.') -join "`n")
        }
    } else {
        $operations = @(Get-Operation -State $state -Staged:$Staged -ChangeExisting:$ChangeExisting)
        Show-Plan -Operation $operations -Tenant $tenant
        $faults = @($state.Faults) + @(
            $operations | ForEach-Object -Process { $_.Fault } |
                Where-Object -FilterScript { $_ } | Select-Object -Unique
        )
        foreach ($notice in @((Get-AddressNotice -State $state -Domain $domains), (Get-TenantNotice -State $state))) {
            foreach ($warning in $notice.Warnings) { Write-Warning -Message $warning }
            $faults += $notice.Faults
        }
        if ($faults) {
            $exitCode = 3
            throw ($faults -join "`n")
        }
    }

    # --- Change: nothing before this point has changed anything
    $pending = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' })
    if ($Action -eq 'Apply' -and $pending) {
        $exitCode = 3
        $path = ''
        if (-not $WhatIfPreference) {
            if (-not $StatePath) { $StatePath = "$stem.state.json" }
            $path = $StatePath
            Save-State -Path $path -State $state -Domain $domains
            Write-Line -Text "What was there is in $path"
        }
        $exitCode = 5
        # The pipeline carries the result and nothing else, whatever a cmdlet returns.
        $null = Invoke-Operation -Operation $pending -Tenant $tenant -StatePath $path
        if ($path) { $saved = Read-State -Path $path }
    }
    if ($Action -eq 'Rollback' -and $pending) {
        $exitCode = 6
        foreach ($operation in $pending) {
            if ($operation.Name -eq 'Remove') {
                $null = Remove-CreatedObject -Operation $operation -Tenant $tenant
            } else {
                $null = Invoke-Operation -Operation @($operation) -Tenant $tenant
            }
        }
    }

    # --- Verify: what was just changed may take a moment to read as changed
    if (@('Apply', 'Rollback') -contains $Action -and -not $WhatIfPreference) {
        foreach ($seconds in @(0, 10, 20)) {
            Start-Sleep -Seconds $seconds
            $state = Get-TenantState
            if ($Action -eq 'Rollback') {
                $checks = @(Get-RollbackCheck -Saved (Read-State -Path $StatePath) -State $state)
            } else {
                $checks = @(Get-Check -State $state -Saved $saved -Staged:$Staged)
            }
            if (-not @($checks | Where-Object -FilterScript { $_.Status -eq 'Fail' })) { break }
        }
    }
    if ($checks) {
        Show-Check -Check $checks
    }

    $manual = @($checks | Where-Object -FilterScript { $_.Status -eq 'Manual' })
    if ($manual) {
        $message = "Left to check by hand: $($manual.Id -join ', ')."
    }
    $failed = @($checks | Where-Object -FilterScript { $_.Status -eq 'Fail' })
    if ($failed -and $Action -eq 'Rollback') {
        $exitCode = 6
        $message = "The rollback is not complete: $($failed.Title -join '; ')."
    } elseif ($failed) {
        $exitCode = 4
        $message = 'Some settings are not as wanted: see Checks.'
    } elseif ($Action -eq 'Verify') {
        $exitCode = 0
        $outcome = 'Verified'
    } elseif ($pending -and ($Action -eq 'Plan' -or $WhatIfPreference)) {
        $exitCode = 2
        $outcome = 'ChangesPending'
        $message = 'Nothing was changed. To make these changes: -Action Apply, without -WhatIf.'
        if ($rollback) { $message = 'Nothing was changed. To take this back: leave out -WhatIf.' }
    } elseif ($Action -eq 'Rollback') {
        $exitCode = 0
        $outcome = 'RolledBack'
    } elseif ($pending) {
        $exitCode = 0
        $outcome = 'Applied'
    } else {
        $exitCode = 0
        $outcome = 'InDesiredState'
    }
} catch {
    $fault = $_
    $message = "$fault"
    Write-Verbose -Message $fault.ScriptStackTrace
    $attempted = @($operations | Where-Object -FilterScript {
            @('Done', 'Failed') -contains $_.Status -and $_.Name -ne 'None'
        })
    if ($exitCode -eq 5 -and -not $attempted) {
        $exitCode = 3
        $message += ' Nothing was changed.'
        if ($message -notlike 'Not confirmed*') {
            $message += ' A session that cannot ask questions needs -Confirm:$false and -ExpectedTenant.'
        }
    } elseif ($exitCode -eq 5) {
        $message += " Run Apply again to go on, with another state file, or Rollback with -StatePath '$StatePath'."
    } elseif ($exitCode -eq 6) {
        $left = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' -and $_.Status -ne 'Done' })
        $names = @($left | ForEach-Object -Process { "$($_.Want.Title), $($_.Name)" })
        if ($names) { $message += " Left: $($names -join '; ')." }
    }
    Write-Error -Message $message -ErrorAction 'Continue'
} finally {
    if ($opened) {
        try {
            Disconnect-ExchangeOnline -Confirm:$false -ErrorAction 'Stop'
        } catch {
            Write-Warning -Message "The connection was not closed: $_"   # the result below is worth more
        }
    }
}

$changes = @(
    foreach ($operation in $operations) {
        foreach ($row in $operation.Rows) {
            $names = @('StepId', 'Resource', 'Identity', 'Property', 'Before', 'After', 'Operation', 'Status')
            ConvertTo-Record -TypeName 'Triptych.Change' -Name $names -Value @{
                StepId    = $row.Step
                Resource  = $operation.Want.Title
                Identity  = $operation.Identity
                Property  = $row.Name
                Before    = $row.Before
                After     = $row.After
                Operation = $operation.Name
                Status    = $operation.Status
            }
        }
    }
)
$names = @(
    'Action', 'Outcome', 'ExitCode', 'Message', 'RunbookId', 'ModelVersion', 'Tenant', 'Started', 'Finished',
    'StatePath', 'TranscriptPath', 'Changes', 'Checks'
)
$result = ConvertTo-Record -TypeName 'Triptych.JournalingResult' -Name $names -Value @{
    Action         = $Action
    Outcome        = $outcome
    ExitCode       = $exitCode
    Message        = $message
    RunbookId      = $script:About.Runbook
    ModelVersion   = $script:About.Model
    Tenant         = $tenant
    Started        = $started
    Finished       = Get-Moment
    StatePath      = $StatePath
    TranscriptPath = $TranscriptPath
    Changes        = $changes
    Checks         = $checks
}
if ($EvidencePath -and -not (Test-Path -LiteralPath $EvidencePath)) {
    try {
        Export-Evidence -Path $EvidencePath -Result $result
    } catch {
        Write-Warning -Message "The evidence was not written: $_ The result follows."
    }
}
$result
if ($recording) { $null = Stop-Transcript }
exit $exitCode
