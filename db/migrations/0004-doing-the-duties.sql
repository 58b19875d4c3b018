-- Doing the duties: editions of the guideline, who was told, own dates, what partners promised and gave, notes of the year,
-- typed figures, the second version of a report.
CREATE TABLE `calendarEntry` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`title` text NOT NULL,
	`startsOn` text NOT NULL,
	`endsOn` text,
	`place` text DEFAULT '' NOT NULL,
	`tambonCode` text,
	`note` text DEFAULT '' NOT NULL,
	`done` integer DEFAULT false NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
CREATE INDEX `calendarEntryDay` ON `calendarEntry` (`officeId`,`startsOn`);
CREATE TABLE `directiveTold` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`directiveId` text NOT NULL,
	`dutyId` text,
	`recipient` text NOT NULL,
	`toKind` text DEFAULT 'other' NOT NULL,
	`toId` text,
	`tambonCode` text,
	`means` text NOT NULL,
	`toldOn` text NOT NULL,
	`acknowledgedOn` text,
	`aboutTable` text DEFAULT '' NOT NULL,
	`aboutId` text,
	`note` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`directiveId`) REFERENCES `directive`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dutyId`) REFERENCES `duty`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `directiveToldDirective` ON `directiveTold` (`directiveId`,`toldOn`);
CREATE TABLE `dutyNote` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`dutyId` text NOT NULL,
	`tambonCode` text,
	`notedOn` text NOT NULL,
	`part` text NOT NULL,
	`text` text NOT NULL,
	`notedBy` text DEFAULT '' NOT NULL,
	`aboutTable` text DEFAULT '' NOT NULL,
	`aboutId` text,
	`example` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`dutyId`) REFERENCES `duty`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `dutyNoteDuty` ON `dutyNote` (`dutyId`,`part`,`notedOn`);
CREATE TABLE `guidelineEdition` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`editionFy` integer NOT NULL,
	`planFy` integer NOT NULL,
	`title` text NOT NULL,
	`receivedOn` text,
	`source` text DEFAULT '' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
CREATE UNIQUE INDEX `guidelineEditionFy` ON `guidelineEdition` (`officeId`,`editionFy`);
CREATE TABLE `pledge` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`activityId` text NOT NULL,
	`projectId` text,
	`form` text NOT NULL,
	`what` text DEFAULT '' NOT NULL,
	`amount` integer,
	`dueOn` text,
	`withdrawnOn` text,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`activityId`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `pledgeActivity` ON `pledge` (`activityId`);
CREATE TABLE `pledgeReceipt` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`pledgeId` text NOT NULL,
	`receivedOn` text NOT NULL,
	`what` text DEFAULT '' NOT NULL,
	`amount` integer,
	`evidence` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`pledgeId`) REFERENCES `pledge`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `pledgeReceiptPledge` ON `pledgeReceipt` (`pledgeId`);
CREATE TABLE `reportFigure` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`reportId` text NOT NULL,
	`figure` text NOT NULL,
	`tambonCode` text DEFAULT '' NOT NULL,
	`value` integer NOT NULL,
	`expected` integer,
	`source` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`reportId`) REFERENCES `resultsReport`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE UNIQUE INDEX `reportFigureOne` ON `reportFigure` (`reportId`,`figure`,`tambonCode`);
ALTER TABLE `activity` ADD `organiser` text DEFAULT '' NOT NULL;
ALTER TABLE `activity` ADD `outcome` text DEFAULT '' NOT NULL;
ALTER TABLE `activity` ADD `cost` integer;
ALTER TABLE `activity` ADD `costSource` text DEFAULT '' NOT NULL;
ALTER TABLE `activity` ADD `state` text DEFAULT 'held' NOT NULL;
ALTER TABLE `activity` ADD `objective` text DEFAULT '' NOT NULL;
ALTER TABLE `activity` ADD `lateReason` text DEFAULT '' NOT NULL;
ALTER TABLE `activity` ADD `note` text DEFAULT '' NOT NULL;
ALTER TABLE `directive` ADD `state` text DEFAULT 'received' NOT NULL;
ALTER TABLE `directive` ADD `form` text DEFAULT 'letter' NOT NULL;
ALTER TABLE `directive` ADD `speed` text DEFAULT '' NOT NULL;
ALTER TABLE `directive` ADD `receiveNo` text DEFAULT '' NOT NULL;
ALTER TABLE `directive` ADD `copiedFromId` text;
ALTER TABLE `duty` ADD `copiedFromId` text;
ALTER TABLE `duty` ADD `evidenceLinks` text DEFAULT '[]' NOT NULL;
ALTER TABLE `planWindow` ADD `directiveId` text REFERENCES directive(id);
ALTER TABLE `planWindow` ADD `note` text DEFAULT '' NOT NULL;
ALTER TABLE `planWindow` ADD `offered` text;
ALTER TABLE `reportText` ADD `noteIds` text DEFAULT '[]' NOT NULL;
ALTER TABLE `resultsReport` ADD `form` text DEFAULT 'standard' NOT NULL;
ALTER TABLE `resultsReport` ADD `reason` text DEFAULT '' NOT NULL;
ALTER TABLE `resultsReport` ADD `supersedesId` text;
CREATE INDEX `auditAt` ON `audit` (`at`);
-- What partners had promised and given stood as two sums at the activity: each becomes a pledge of its own, with the same
-- id on every PC that has the row.
INSERT INTO `pledge` (`id`, `officeId`, `activityId`, `projectId`, `form`, `what`, `amount`)
	SELECT `id`, `officeId`, `id`, CASE WHEN json_array_length(`projectIds`) = 1 THEN json_extract(`projectIds`, '$[0]') END, 'money', '', `pledged`
	FROM `activity` WHERE `kind` = 'partner' AND (coalesce(`pledged`, 0) > 0 OR coalesce(`received`, 0) > 0);
INSERT INTO `pledgeReceipt` (`id`, `officeId`, `pledgeId`, `receivedOn`, `what`, `amount`)
	SELECT `id`, `officeId`, `id`, coalesce(`endedOn`, `heldOn`), '', `received`
	FROM `activity` WHERE `kind` = 'partner' AND coalesce(`received`, 0) > 0;
-- The editions that directives name.
INSERT INTO `guidelineEdition` (`id`, `officeId`, `editionFy`, `planFy`, `title`, `receivedOn`, `source`, `example`)
	SELECT min(`id`), `officeId`, `editionFy`, `planFy`, `subject`, `receivedOn`, `number`, `example`
	FROM `directive` GROUP BY `officeId`, `editionFy`;
