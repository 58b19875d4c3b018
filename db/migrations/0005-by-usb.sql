-- By USB in every direction: what a laptop was given and hands in, what was decided about each village, corrections asked
-- for, answers to packages, what was signed, duties with a day of their own; a laptop has a name of its own.
-- Old rows: packages were submissions to an office without a known id; nothing of before was answered or kept as proof.
CREATE TABLE `mergeChoice` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`packageId` text NOT NULL,
	`recordType` text NOT NULL,
	`rowId` text NOT NULL,
	`field` text DEFAULT '' NOT NULL,
	`choice` text NOT NULL,
	`theirs` text,
	`ours` text,
	`chosenOn` text NOT NULL,
	`chosenBy` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`packageId`) REFERENCES `packageIn`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `mergeChoiceField` ON `mergeChoice` (`packageId`,`recordType`,`rowId`,`field`);
CREATE TABLE `packageRow` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`packageId` text NOT NULL,
	`recordType` text NOT NULL,
	`rowId` text NOT NULL,
	`unit` text DEFAULT '' NOT NULL,
	`data` text NOT NULL
);
CREATE UNIQUE INDEX `packageRowOnce` ON `packageRow` (`packageId`,`recordType`,`rowId`);
CREATE INDEX `packageRowRecord` ON `packageRow` (`recordType`,`rowId`);
CREATE TABLE `remark` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`direction` text NOT NULL,
	`packageId` text NOT NULL,
	`aboutId` text,
	`unit` text DEFAULT '' NOT NULL,
	`recordType` text DEFAULT '' NOT NULL,
	`rowId` text,
	`dated` text NOT NULL,
	`subject` text DEFAULT '' NOT NULL,
	`field` text DEFAULT '' NOT NULL,
	`handedIn` text,
	`proposed` text,
	`text` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`ownValue` text,
	`settledOn` text,
	`settledBy` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`packageId`) REFERENCES `packageIn`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `remarkPackage` ON `remark` (`packageId`);
CREATE INDEX `remarkRecord` ON `remark` (`recordType`,`rowId`);
CREATE TABLE `workDecision` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`packageId` text NOT NULL,
	`unit` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`reasons` text DEFAULT '' NOT NULL,
	`decidedOn` text NOT NULL,
	`decidedBy` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`packageId`) REFERENCES `packageIn`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `workDecisionUnit` ON `workDecision` (`packageId`,`unit`);
ALTER TABLE `office` ADD `laptopName` text DEFAULT '' NOT NULL;
DROP INDEX `expectationOnce`;
ALTER TABLE `expectation` ADD `duty` text DEFAULT '' NOT NULL;
CREATE UNIQUE INDEX `expectationOnce` ON `expectation` (`officeId`,`districtCode`,`planFy`,`duty`);
DROP INDEX `packageOutSequence`;
ALTER TABLE `packageOut` ADD `toOfficeId` text DEFAULT '' NOT NULL;
ALTER TABLE `packageOut` ADD `baseSequence` integer DEFAULT 0 NOT NULL;
ALTER TABLE `packageOut` ADD `tambonCodes` text DEFAULT '[]' NOT NULL;
ALTER TABLE `packageOut` ADD `encrypted` integer DEFAULT false NOT NULL;
ALTER TABLE `packageOut` ADD `aboutId` text;
ALTER TABLE `packageOut` ADD `answer` text DEFAULT '' NOT NULL;
ALTER TABLE `packageOut` ADD `answerReceivedOn` text;
ALTER TABLE `packageOut` ADD `answerDecidedOn` text;
ALTER TABLE `packageOut` ADD `answerReasons` text DEFAULT '' NOT NULL;
ALTER TABLE `packageOut` ADD `answerPackageId` text;
ALTER TABLE `packageOut` ADD `answerNo` integer DEFAULT 0 NOT NULL;
ALTER TABLE `packageOut` ADD `says` text DEFAULT '' NOT NULL;
CREATE UNIQUE INDEX `packageOutSequence` ON `packageOut` (`officeId`,`kind`,`toOfficeId`,`sequence`);
ALTER TABLE `packageIn` ADD `decidedOn` text;
ALTER TABLE `packageIn` ADD `decidedBy` text DEFAULT '' NOT NULL;
ALTER TABLE `packageIn` ADD `baseSequence` integer DEFAULT 0 NOT NULL;
ALTER TABLE `packageIn` ADD `tambonCodes` text DEFAULT '[]' NOT NULL;
ALTER TABLE `packageIn` ADD `proof` text;
ALTER TABLE `packageIn` ADD `differences` text;
ALTER TABLE `packageIn` ADD `facts` text;