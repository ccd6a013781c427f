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
    - T6 Mail from outside is reported
    - T7 Internal mail is not reported
    - T8-us Mail of the group reaches its region
    - T8-eu Mail of the group reaches its region
    - T8-australia Mail of the group reaches its region
    - T10 Reports arrive, and the rule is still on

    Run without parameters it reads, shows what it would change, and changes
    nothing. With -Action Apply it asks before each change; with -WhatIf it asks
    and changes nothing. What is as wanted is left alone, so that a second run
    changes nothing, and a run after an interrupted one goes on where that ended.

    An object that exists under its present name, or under a name or value of an
    older guide, is changed and not made a second time. Where several objects may
    be meant, the script stops and names them.

    To see what it would make, read the table below the parameters. To see how, read
    Invoke-Operation: no other function changes anything.

    It uses the connection of the PowerShell window that it runs in. Open one with
    Connect-ExchangeOnline before, or give -UserPrincipalName. It installs nothing,
    and it closes only a connection that it opened itself.

    The account needs a role group of each line:

    - for outbound connectors: Organization Management
    - for transport configuration: Organization Management
    - for distribution groups: Recipient Management, Organization Management
    - for journal rules: Records Management, Compliance Management, Organization Management

    Exit codes: 0 done, or nothing to do; 1 unexpected error; 2 changes are pending
    (Plan, -WhatIf); 3 stopped before anything was changed; 4 the verification
    failed; 5 stopped after something may have been changed: run Apply again.

.PARAMETER Action
    Plan reads and compares, and is the default. Apply makes the changes and then
    verifies. Verify compares every setting and reports each one.

.PARAMETER Address
    What is your journal address at Area 1?
    Example: acme

.PARAMETER Undeliverable
    To which mailbox are journal reports to go that cannot be delivered?
    Example: journal-ndr@contoso.example

.PARAMETER GroupsUs
    What is the address of the distribution group of this region? (us)
    Example: journaled-eu@contoso.example

.PARAMETER GroupsEu
    What is the address of the distribution group of this region? (eu)
    Example: journaled-eu@contoso.example

.PARAMETER GroupsAustralia
    What is the address of the distribution group of this region? (australia)
    Example: journaled-eu@contoso.example

.PARAMETER ReplaceJournalingReportNdrTo
    Sets "Address for undeliverable reports" also where another value is there already.
    Without it a value that is there stays: others may use it.

.PARAMETER ReplaceGroupName
    Sets "Group name" also where another value is there already. Without it a value that
    is there stays: others may use it.

.PARAMETER ExpectedTenant
    A domain of the customer's. The script stops where the organization does not
    have it among its accepted domains.

.PARAMETER UserPrincipalName
    The account to connect with when no connection is open. Without it the script
    uses the connection that is there.

.EXAMPLE
    .\Set-Area1Journaling.ps1

    Shows what is there, what would be changed, and what is to be done by hand.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply -WhatIf

    Goes through all changes as Apply does, without making any.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply

    Makes the changes, with a question before each one, and verifies them.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Apply -Confirm:$false

    Makes the changes without questions: for a session that cannot ask any.

.EXAMPLE
    .\Set-Area1Journaling.ps1 -Action Verify | ConvertTo-Json -Depth 6

    Compares every setting and writes the result as JSON, to keep as evidence.

.OUTPUTS
    Triptych.JournalingResult. Its Changes and Checks name the steps of the runbook.

.NOTES
    Customer: Contoso Ltd
    Runbook: TRP-0000-0000
    Model: 0000000000000000000000000000000000000000000000000000000000000000
    Steps such as A4 are those of the runbook, which says the same for the admin center.
#>

#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }

[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
[OutputType('Triptych.JournalingResult')]
param(
    [ValidateSet('Plan', 'Apply', 'Verify')]
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

    [switch] $ReplaceJournalingReportNdrTo,

    [switch] $ReplaceGroupName,

    [ValidatePattern('^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*\z')]
    [string] $ExpectedTenant,

    [ValidateNotNullOrEmpty()]
    [string] $UserPrincipalName
)

if ($MyInvocation.InvocationName -eq '.') {
    throw 'Run this script, do not dot-source it: it would end your session.'
}
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# -----------------------------------------------------------------------------
# What is to be there afterwards
# -----------------------------------------------------------------------------

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
        Title    = 'outbound connector "Deliver journal directly to Area 1 (US)"'
        Settings = @(
            @{ Step = 'A3'; Name = 'Name';                  Value = 'Deliver journal directly to Area 1 (US)' }
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
        Title    = 'outbound connector "Deliver journal directly to Area 1 (EU)"'
        Settings = @(
            @{ Step = 'B3'; Name = 'Name';                  Value = 'Deliver journal directly to Area 1 (EU)' }
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
        Title    = 'outbound connector "Deliver journal directly to Area 1 (Australia)"'
        Settings = @(
            @{ Step = 'C3'; Name = 'Name';                  Value = 'Deliver journal directly to Area 1 (Australia)' }
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
        Title    = 'journal rule "Journal Messages to Cloudflare Area 1 (US)"'
        Settings = @(
            @{ Step = 'H2'; Name = 'Name';                Value = 'Journal Messages to Cloudflare Area 1 (US)' }
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
        Title    = 'journal rule "Journal Messages to Cloudflare Area 1 (EU)"'
        Settings = @(
            @{ Step = 'I2'; Name = 'Name';                Value = 'Journal Messages to Cloudflare Area 1 (EU)' }
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
        Title    = 'journal rule "Journal Messages to Cloudflare Area 1 (Australia)"'
        Settings = @(
            @{ Step = 'J2'; Name = 'Name';                Value = 'Journal Messages to Cloudflare Area 1 (Australia)' }
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

# What no cmdlet does or can tell. It comes out as a check that a person makes.
$script:ByHand = @(
    @{
        Id     = 'E7'
        When   = 'after Apply'
        Title  = 'Check the members'
        Do     = @(
            'In "Groups", open the group, and compare its members with the list of people to journal. Add who is missing, and remove who does not belong there.'
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
        )
        Expect = 'The members are the people on your list, all of them and no one else.'
        Fail   = 'If a name cannot be added, find out whether it is a Microsoft 365 group. Such a group cannot be a member of a distribution group.'
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
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group.'
    }
    @{
        Id     = 'T8-eu'
        When   = '15 minutes later'
        Title  = 'Mail of the group reaches its region'
        Do     = @(
            ('From a mailbox outside, send a message with a subject of its own to a member of "' + $GroupsEu + '".')
        )
        Expect = ('A message trace shows a report for it to "' + $Address + '@journaling.mailstream-eu1.mxrecord.io", and to no other journal address. The Area 1 dashboard counts the message.')
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group.'
    }
    @{
        Id     = 'T8-australia'
        When   = '15 minutes later'
        Title  = 'Mail of the group reaches its region'
        Do     = @(
            ('From a mailbox outside, send a message with a subject of its own to a member of "' + $GroupsAustralia + '".')
        )
        Expect = ('A message trace shows a report for it to "' + $Address + '@journaling.mailstream-syd.area1.cloudflare.net", and to no other journal address. The Area 1 dashboard counts the message.')
        Fail   = 'Look whether the person is in this group and in no other, and whether the rule for this region names this group.'
    }
    @{
        Id     = 'T10'
        When   = '24 hours later'
        Title  = 'Reports arrive, and the rule is still on'
        Do     = @(
            'Look into the mailbox for undeliverable reports, and at "Solutions > Data Lifecycle Management > Exchange (legacy) > Journal rules".'
        )
        Expect = 'The mailbox has no undeliverable journal report, and the rule is on.'
        Fail   = 'Send Area 1 support one of the reports the same day. If the journal address does not take mail, Microsoft contacts your organization, and disables the rule after two days.'
    }
)

# What is known of each kind of object, from the reference of the Exchange cmdlets:
# Singleton  an organization has exactly one   Creatable  a cmdlet makes it
# Key        identifies an object for good     Match      settings that tell which one is ours
# Read       name of the property, where it is not spelled as the setting
# Prefix     what the service puts before a value it shows
# Empty      what it shows for "not set"       Max        longest value, in characters
# With       settings that go into the same call
# NotOnNew   settings that take a second call  NotOnSet   settings that cannot be changed so
# Switched   setting that cmdlets of its own turn on and off
# Validated  property that records a successful test
$script:Kinds = @{
    'outbound-connector' = @{
        Title     = 'outbound connector'
        Cmdlets   = @('Get-OutboundConnector', 'New-OutboundConnector', 'Set-OutboundConnector', 'Validate-OutboundConnector')
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
        Switched  = ''
        Validated = 'IsValidated'
    }
    'transport-config' = @{
        Title     = 'transport configuration'
        Cmdlets   = @('Get-TransportConfig', 'Set-TransportConfig')
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
        Switched  = ''
        Validated = ''
    }
    'distribution-group' = @{
        Title     = 'distribution group'
        Cmdlets   = @('Get-DistributionGroup', 'New-DistributionGroup', 'Set-DistributionGroup')
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
        Switched  = ''
        Validated = ''
    }
    'journal-rule' = @{
        Title     = 'journal rule'
        Cmdlets   = @('Get-JournalRule', 'New-JournalRule', 'Set-JournalRule', 'Enable-JournalRule', 'Disable-JournalRule')
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
        Switched  = 'Enabled'
        Validated = ''
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
        Makes an object of a named type, also where Constrained Language Mode is on.
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory)] [string] $TypeName,
        [Parameter(Mandatory)] $Property
    )

    $record = New-Object -TypeName 'PSObject' -Property $Property
    Add-Member -InputObject $record -TypeName $TypeName
    $record
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
        if ($prefix -ne '' -and $text -like "$prefix*") {
            $text = $text.Substring($prefix.Length)
        }
        if ($empty -notcontains $text) {
            $text
        }
    }
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
        Reads one setting of an object. A property that is missing is an error.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)] $InputObject,
        [Parameter(Mandatory)] [string] $Kind,
        [Parameter(Mandatory)] [string] $Name
    )

    $property = $Name
    if ($script:Kinds[$Kind].Read.ContainsKey($Name)) {
        $property = $script:Kinds[$Kind].Read[$Name]
    }
    $value = Select-Object -InputObject $InputObject -ExpandProperty $property
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
        Returns Objects (by id), Faults (to be solved before anything is changed) and
        Warnings (to be looked at).
    #>
    [CmdletBinding()]
    param()

    $objects = @{}
    $faults = @()
    $warnings = @()
    $free = @{}
    foreach ($want in $script:Desired) {
        if (-not $free.ContainsKey($want.Kind)) {
            $free[$want.Kind] = @(Get-TenantObject -Kind $want.Kind)
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

# -----------------------------------------------------------------------------
# Connect and preflight
# -----------------------------------------------------------------------------

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
        [AllowEmptyString()] [string] $ExpectedTenant
    )

    if ($ExpectedTenant -and $Domain -notcontains $ExpectedTenant) {
        "This is not the expected organization: $ExpectedTenant is none of its accepted domains, " +
            "which are $(Format-TextList -Text $Domain)."
    }
    foreach ($kind in @($script:Desired.Kind | Select-Object -Unique)) {
        $missing = @($script:Kinds[$kind].Cmdlets | Where-Object -FilterScript {
                -not (Get-Command -Name $_ -ErrorAction 'Ignore')
            })
        if ($missing) {
            "This account cannot run $($missing -join ', '). " +
                "It needs one of these role groups: $($script:Kinds[$kind].Roles -join ', ')."
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

# -----------------------------------------------------------------------------
# Plan: reads only
# -----------------------------------------------------------------------------

function Get-Operation {
    <#
    .SYNOPSIS
        Compares what is there with what is wanted.
    .DESCRIPTION
        Returns the operations in the order in which they are to be made. One that
        has a Fault cannot be made; one that is named None leaves a value as it is.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State
    )

    foreach ($want in $script:Desired) {
        $facts = $script:Kinds[$want.Kind]
        $object = $State.Objects[$want.Id]
        $identity = ''
        if ($null -ne $object) {
            $identity = Get-Identity -InputObject $object -Kind $want.Kind
        }
        $wanted = @{}
        foreach ($setting in $want.Settings) { $wanted[$setting.Name] = $setting.Value }

        # The operations of this object, with the settings that each of them takes.
        $rows = [ordered]@{ None = @(); Disable = @(); Create = @(); Update = @(); Enable = @() }
        $fault = ''
        foreach ($setting in $want.Settings) {
            $name = $setting.Name
            $after = @(ConvertTo-TextList -Kind $want.Kind -Name $name -Value $setting.Value)
            $before = @()
            if ($null -ne $object) {
                $before = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $name)
            }
            if (Test-SameText -Left $before -Right $after) { continue }
            $row = @{
                Step   = $setting.Step
                Name   = $name
                Before = Format-TextList -Text $before
                After  = Format-TextList -Text $after
            }
            if (Test-Kept -Setting $setting -Current $before) {
                $row.After = $row.Before
                $rows.None += $row
            } elseif ($null -eq $object -and $facts.NotOnNew -notcontains $name) {
                $rows.Create += $row
            } elseif ($facts.NotOnSet -notcontains $name) {
                $rows.Update += $row
            } elseif ($facts.Switched -eq $name -and $setting.Value) {
                $rows.Enable += $row
            } elseif ($facts.Switched -eq $name) {
                $rows.Disable += $row
            } else {
                $fault += "$name of the $($want.Title) is $($row.Before) and cannot be changed to $($row.After). "
            }
        }
        $operations = @(
            foreach ($name in $rows.Keys) {
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

        # A test sends mail: only after a change, or where none is on record.
        if ($want.Test) {
            $changed = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' }).Count -gt 0
            $valid = $false
            if ($null -ne $object -and -not $changed) {
                $valid = (Select-Object -InputObject $object -ExpandProperty $facts.Validated) -eq $true
            }
            if ($changed -or -not ($valid -or $want.Lenient)) {
                $row = @{ Step = ''; Name = 'Test message'; Before = '(not set)'; After = $want.Test -join ', ' }
                $operations += @{ Name = 'Validate'; Rows = @($row); Arguments = @{} }
                # What the vendor says to disregard is not put on record as a success.
                if (-not $want.Lenient) {
                    $row = @{ Step = ''; Name = $facts.Validated; Before = "$valid"; After = 'True' }
                    $operations += @{ Name = 'Record'; Rows = @($row); Arguments = @{} }
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

    Write-Line -Text "Plan for $Tenant"
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
# Apply: the only function that changes anything
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

function Invoke-Operation {
    <#
    .SYNOPSIS
        Makes the changes, one after the other, and stops at the first that fails or is refused.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Operation,
        [Parameter(Mandatory)] [string] $Tenant
    )

    $made = @{}
    foreach ($one in $Operation) {
        $want = $one.Want
        if ($PSCmdlet.ShouldProcess("$($want.Title) in $Tenant", (Format-Operation -Operation $one))) {
            $one.Status = 'Failed'   # until it is known to have worked
            $arguments = $one.Arguments
            $identity = $one.Identity
            if ($made.ContainsKey($want.Id)) { $identity = $made[$want.Id] }
            switch ("$($want.Kind): $($one.Name)") {
                'outbound-connector: Create' {
                    $null = New-OutboundConnector -ErrorAction 'Stop' @arguments
                }
                'outbound-connector: Update' {
                    Set-OutboundConnector -ErrorAction 'Stop' -Identity $identity @arguments
                }
                'outbound-connector: Validate' {
                    # The form of its report is not documented: a person reads it, then confirms it.
                    try {
                        $report = @(Validate-OutboundConnector -ErrorAction 'Stop' -Identity $identity -Recipients $want.Test)
                        Write-Line -Text ($report | Format-List | Out-String)
                    } catch {
                        if (-not $want.Lenient) { throw }
                        Write-Warning -Message "The test failed: $_ The vendor says to go on."
                    }
                }
                'outbound-connector: Record' {
                    Set-OutboundConnector -ErrorAction 'Stop' -Identity $identity -ValidationRecipients $want.Test -IsValidated $true -LastValidationTimestamp (Get-Date).ToUniversalTime()
                }
                'transport-config: Update' {
                    Set-TransportConfig -ErrorAction 'Stop' @arguments
                }
                'distribution-group: Create' {
                    $null = New-DistributionGroup -ErrorAction 'Stop' @arguments
                }
                'distribution-group: Update' {
                    Set-DistributionGroup -ErrorAction 'Stop' -Identity $identity @arguments
                }
                'journal-rule: Create' {
                    $null = New-JournalRule -ErrorAction 'Stop' @arguments
                }
                'journal-rule: Update' {
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

function Get-Check {
    <#
    .SYNOPSIS
        Compares every setting, and adds what a person has to look at.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $State
    )

    foreach ($want in $script:Desired) {
        $object = $State.Objects[$want.Id]
        foreach ($setting in $want.Settings) {
            $expected = @(ConvertTo-TextList -Kind $want.Kind -Name $setting.Name -Value $setting.Value)
            $check = [ordered]@{
                Id          = "$($want.Id).$($setting.Name)"
                StepId      = $setting.Step
                Title       = "$($want.Title): $($setting.Name)"
                Expected    = Format-TextList -Text $expected
                Actual      = '(no such object)'
                Status      = 'Fail'
                Instruction = ''
                Remedy      = 'Run this script with -Action Apply.'
            }
            if ($null -ne $object) {
                $actual = @(Get-CurrentText -InputObject $object -Kind $want.Kind -Name $setting.Name)
                $check.Actual = Format-TextList -Text $actual
                if (Test-SameText -Left $actual -Right $expected) {
                    $check.Status = 'Pass'
                    $check.Remedy = ''
                } elseif (Test-Kept -Setting $setting -Current $actual) {
                    $check.Status = 'Skipped'
                    $check.Remedy = "Another value is there and stays. To replace it: -$($setting['ReplaceWith'])."
                }
            }
            ConvertTo-Record -TypeName 'Triptych.Check' -Property $check
        }
        if ($want.Test -and $null -ne $object) {
            $name = $script:Kinds[$want.Kind].Validated
            $valid = (Select-Object -InputObject $object -ExpandProperty $name) -eq $true
            $check = [ordered]@{
                Id          = "$($want.Id).$name"
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
            }
            ConvertTo-Record -TypeName 'Triptych.Check' -Property $check
        }
    }
    foreach ($task in $script:ByHand) {
        ConvertTo-Record -TypeName 'Triptych.Check' -Property ([ordered]@{
                Id          = $task.Id
                StepId      = $task.Id
                Title       = $task.Title
                Expected    = $task.Expect
                Actual      = ''
                Status      = 'Manual'
                Instruction = $task.Do -join "`n"
                Remedy      = $task.Fail
            })
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
            Write-Line -Text " Fail: $($one.Title) is $($one.Actual) and is to be $($one.Expected)  $($one.StepId)"
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
# The run
# -----------------------------------------------------------------------------

$exitCode = 1
$outcome = 'Failed'
$message = ''
$tenant = ''
$opened = $false
$operations = @()
$checks = @()
$runbook = 'TRP-0000-0000'
$model = '0000000000000000000000000000000000000000000000000000000000000000'
$started = (Get-Date).ToUniversalTime()
try {
    Write-Line -Text 'Set-Area1Journaling, model 0000000000000000000000000000000000000000000000000000000000000000, runbook TRP-0000-0000'
    $exitCode = 3
    if ($UserPrincipalName) {
        if (@(Get-LiveConnection)) {
            throw 'A connection is open. Leave out -UserPrincipalName to use it, or run Disconnect-ExchangeOnline.'
        }
        Connect-ExchangeOnline -UserPrincipalName $UserPrincipalName -ShowBanner:$false -ErrorAction 'Stop'
        $opened = $true
    }
    $faults = @(Get-ConnectionFault)
    if ($faults) { throw ($faults -join "`n") }

    $domains = @(
        Get-AcceptedDomain -ResultSize 'Unlimited' -ErrorAction 'Stop' | Select-Object -ExpandProperty 'DomainName'
    )
    $tenant = $ExpectedTenant
    if (-not $tenant) {
        $tenant = "the organization of $(Format-TextList -Text @($domains | Select-Object -First 3))"
        Write-Warning -Message "Make sure that this is the right one: $tenant. -ExpectedTenant does that for you."
    }
    $faults = @(Get-PreflightFault -Domain $domains -ExpectedTenant $ExpectedTenant)
    if ($faults) { throw ($faults -join "`n") }
    $exitCode = 1

    $state = Get-TenantState
    foreach ($warning in $state.Warnings) { Write-Warning -Message $warning }
    if ($Action -eq 'Verify') {
        foreach ($fault in $state.Faults) { Write-Warning -Message $fault }
        $checks = @(Get-Check -State $state)
    } else {
        $operations = @(Get-Operation -State $state)
        $faults = @($state.Faults) + @(
            $operations | ForEach-Object -Process { $_.Fault } |
                Where-Object -FilterScript { $_ } | Select-Object -Unique
        )
        Show-Plan -Operation $operations -Tenant $tenant
        if ($faults) {
            $exitCode = 3
            throw ($faults -join "`n")
        }
    }

    $pending = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' })
    if ($Action -eq 'Apply' -and $pending) {
        $exitCode = 5
        Invoke-Operation -Operation $pending -Tenant $tenant
    }
    if ($Action -eq 'Apply' -and -not $WhatIfPreference) {
        # What was just changed may take a moment to read as changed.
        foreach ($seconds in @(0, 10, 20)) {
            Start-Sleep -Seconds $seconds
            $checks = @(Get-Check -State (Get-TenantState))
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
    if (@($checks | Where-Object -FilterScript { $_.Status -eq 'Fail' })) {
        $exitCode = 4
        $message = 'Some settings are not as wanted: see Checks.'
    } elseif ($Action -eq 'Verify') {
        $exitCode = 0
        $outcome = 'Verified'
    } elseif (-not $pending) {
        $exitCode = 0
        $outcome = 'InDesiredState'
    } elseif ($checks) {
        $exitCode = 0
        $outcome = 'Applied'
    } else {
        $exitCode = 2
        $outcome = 'ChangesPending'
    }
} catch {
    $message = "$_"
    Write-Verbose -Message $_.ScriptStackTrace
    $attempted = @($operations | Where-Object -FilterScript { $_.Name -ne 'None' -and $_.Status -ne 'Planned' })
    $attempted = @($attempted | Where-Object -FilterScript { $_.Status -ne 'Skipped' })
    if ($exitCode -eq 5 -and -not $attempted) {
        $exitCode = 3
        $message += ' Nothing was changed.'
        if ($message -notlike 'Not confirmed*') {
            $message += ' A session that cannot ask questions needs -Confirm:$false.'
        }
    }
    Write-Error -Message $message -ErrorAction 'Continue'
} finally {
    if ($opened) {
        Disconnect-ExchangeOnline -Confirm:$false -ErrorAction 'Stop'
    }
}

$changes = @(
    foreach ($operation in $operations) {
        foreach ($row in $operation.Rows) {
            ConvertTo-Record -TypeName 'Triptych.Change' -Property ([ordered]@{
                    StepId    = $row.Step
                    Resource  = $operation.Want.Title
                    Identity  = $operation.Identity
                    Property  = $row.Name
                    Before    = $row.Before
                    After     = $row.After
                    Operation = $operation.Name
                    Status    = $operation.Status
                })
        }
    }
)
ConvertTo-Record -TypeName 'Triptych.JournalingResult' -Property ([ordered]@{
        Action       = $Action
        Outcome      = $outcome
        ExitCode     = $exitCode
        Message      = $message
        RunbookId    = $runbook
        ModelVersion = $model
        Tenant       = $tenant
        Started      = $started
        Finished     = (Get-Date).ToUniversalTime()
        Changes      = $changes
        Checks       = $checks
    })
exit $exitCode
