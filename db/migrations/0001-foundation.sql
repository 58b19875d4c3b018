CREATE TABLE `activity` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`editionFy` integer NOT NULL,
	`kind` text NOT NULL,
	`tambonCode` text,
	`subject` text NOT NULL,
	`heldOn` text NOT NULL,
	`endedOn` text,
	`place` text DEFAULT '' NOT NULL,
	`attendance` text DEFAULT '[]' NOT NULL,
	`steps` text DEFAULT '[]' NOT NULL,
	`partnerName` text DEFAULT '' NOT NULL,
	`projectIds` text DEFAULT '[]' NOT NULL,
	`pledged` integer,
	`received` integer,
	`evidence` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `activityKind` ON `activity` (`officeId`,`editionFy`,`kind`,`tambonCode`);--> statement-breakpoint
CREATE TABLE `appointmentOrder` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`bodyId` text NOT NULL,
	`editionFy` integer NOT NULL,
	`subject` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`powers` text DEFAULT '' NOT NULL,
	`duties` text DEFAULT '[]' NOT NULL,
	`effectiveOn` text,
	`state` text DEFAULT 'draft' NOT NULL,
	`number` integer,
	`numberYear` integer,
	`signedOn` text,
	`signatoryId` text,
	`supersedesId` text,
	`members` text DEFAULT '[]' NOT NULL,
	`paperAsSigned` text,
	FOREIGN KEY (`bodyId`) REFERENCES `body`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signatoryId`) REFERENCES `signatory`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `orderBody` ON `appointmentOrder` (`bodyId`);--> statement-breakpoint
CREATE TABLE `attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`mime` text NOT NULL,
	`sizeBytes` integer NOT NULL,
	`subjectTable` text NOT NULL,
	`subjectId` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachmentSubject` ON `attachment` (`subjectTable`,`subjectId`);--> statement-breakpoint
CREATE TABLE `audit` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`staffId` text,
	`staffName` text NOT NULL,
	`command` text NOT NULL,
	`subjectTable` text,
	`subjectId` text,
	`undoable` integer DEFAULT false NOT NULL,
	`undoOf` integer,
	`undoneBy` integer
);
--> statement-breakpoint
CREATE INDEX `auditSubject` ON `audit` (`subjectTable`,`subjectId`);--> statement-breakpoint
CREATE TABLE `body` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`tambonCode` text,
	`districtCode` text,
	`villageId` text,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `bodyArea` ON `body` (`officeId`,`kind`,`tambonCode`);--> statement-breakpoint
CREATE TABLE `change` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`auditN` integer NOT NULL,
	`tableName` text NOT NULL,
	`rowId` text NOT NULL,
	`operation` text NOT NULL,
	`before` text,
	`after` text,
	FOREIGN KEY (`auditN`) REFERENCES `audit`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `changeAudit` ON `change` (`auditN`);--> statement-breakpoint
CREATE INDEX `changeRow` ON `change` (`tableName`,`rowId`);--> statement-breakpoint
CREATE TABLE `directive` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`number` text NOT NULL,
	`dated` text NOT NULL,
	`receivedOn` text,
	`fromOffice` text NOT NULL,
	`subject` text NOT NULL,
	`editionFy` integer NOT NULL,
	`planFy` integer NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`enclosures` text DEFAULT '[]' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `draft` (
	`form` text PRIMARY KEY NOT NULL,
	`data` text NOT NULL,
	`savedAt` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duty` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`directiveId` text NOT NULL,
	`no` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`ownerName` text DEFAULT '' NOT NULL,
	`dueOn` text,
	`state` text DEFAULT 'open' NOT NULL,
	`doneOn` text,
	`evidence` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`directiveId`) REFERENCES `directive`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dutyDirective` ON `duty` (`directiveId`,`no`);--> statement-breakpoint
CREATE TABLE `entryBudget` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`entryId` text NOT NULL,
	`fiscalYear` integer NOT NULL,
	`amount` integer NOT NULL,
	FOREIGN KEY (`entryId`) REFERENCES `planEntry`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entryBudgetAmount" CHECK(amount >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entryBudgetYear` ON `entryBudget` (`entryId`,`fiscalYear`);--> statement-breakpoint
CREATE TABLE `expectation` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`districtCode` text NOT NULL,
	`planFy` integer NOT NULL,
	`dueOn` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `expectationOnce` ON `expectation` (`officeId`,`districtCode`,`planFy`);--> statement-breakpoint
CREATE TABLE `fate` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`projectId` text NOT NULL,
	`kind` text NOT NULL,
	`budgetSource` text DEFAULT '' NOT NULL,
	`amount` integer,
	`fiscalYear` integer,
	`reason` text DEFAULT '' NOT NULL,
	`dated` text NOT NULL,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fateProject` ON `fate` (`projectId`);--> statement-breakpoint
CREATE TABLE `keptAside` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`tableName` text NOT NULL,
	`rowId` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keptAsideRow` ON `keptAside` (`officeId`,`tableName`,`rowId`);--> statement-breakpoint
CREATE TABLE `lao` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`name` text NOT NULL,
	`laoType` text NOT NULL,
	`code` text,
	`example` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letter` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`dated` text,
	`number` integer,
	`numberYear` integer,
	`subject` text NOT NULL,
	`addressee` text NOT NULL,
	`references` text DEFAULT '[]' NOT NULL,
	`enclosures` text DEFAULT '[]' NOT NULL,
	`paragraphs` text DEFAULT '[]' NOT NULL,
	`closing` text DEFAULT '' NOT NULL,
	`signatoryId` text,
	`speed` text DEFAULT '' NOT NULL,
	`copyTo` text DEFAULT '' NOT NULL,
	`paperAsSigned` text,
	`state` text DEFAULT 'draft' NOT NULL,
	FOREIGN KEY (`signatoryId`) REFERENCES `signatory`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `office` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`profile` text NOT NULL,
	`provinceCode` text NOT NULL,
	`districtCode` text,
	`tambonCodes` text DEFAULT '[]' NOT NULL,
	`name` text NOT NULL,
	`agencyCode` text DEFAULT '' NOT NULL,
	`addressLines` text DEFAULT '[]' NOT NULL,
	`ownerUnit` text DEFAULT '' NOT NULL,
	`ownerGroup` text DEFAULT '' NOT NULL,
	`telephone` text DEFAULT '' NOT NULL,
	`fax` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`mottoLines` text DEFAULT '[]' NOT NULL,
	`orderIssuer` text DEFAULT '' NOT NULL,
	`emblemMode` text DEFAULT 'space' NOT NULL,
	`emblemId` text,
	`docxFont` text DEFAULT 'TH SarabunPSK' NOT NULL,
	`publicKey` text DEFAULT '' NOT NULL,
	`keyConfirmedOn` text,
	`demo` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `packageIn` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`fromOfficeId` text NOT NULL,
	`kind` text NOT NULL,
	`sequence` integer NOT NULL,
	`planFy` integer NOT NULL,
	`fileName` text NOT NULL,
	`sha256` text NOT NULL,
	`counts` text NOT NULL,
	`createdOn` text NOT NULL,
	`receivedOn` text NOT NULL,
	`publicKey` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'received' NOT NULL,
	`reasons` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`fromOfficeId`) REFERENCES `office`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `packageInHash` ON `packageIn` (`sha256`);--> statement-breakpoint
CREATE INDEX `packageInOffice` ON `packageIn` (`fromOfficeId`,`sequence`);--> statement-breakpoint
CREATE TABLE `packageOut` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`kind` text NOT NULL,
	`sequence` integer NOT NULL,
	`planFy` integer NOT NULL,
	`toOffice` text NOT NULL,
	`fileName` text NOT NULL,
	`sha256` text NOT NULL,
	`sizeBytes` integer NOT NULL,
	`counts` text NOT NULL,
	`createdOn` text NOT NULL,
	`verified` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `packageOutSequence` ON `packageOut` (`officeId`,`kind`,`sequence`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`title` text DEFAULT '' NOT NULL,
	`firstName` text NOT NULL,
	`lastName` text DEFAULT '' NOT NULL,
	`position` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `plan` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`level` text NOT NULL,
	`areaKey` text NOT NULL,
	`villageId` text,
	`tambonCode` text,
	`districtCode` text,
	`planFy` integer NOT NULL,
	`spanStart` integer NOT NULL,
	`spanLength` integer NOT NULL,
	`edition` text NOT NULL,
	`editionNo` integer DEFAULT 1 NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`adoptedOn` text,
	`adoptedBy` text DEFAULT '' NOT NULL,
	`resolution` text DEFAULT '' NOT NULL,
	`attendees` integer,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "planVillage" CHECK(level <> 'village' OR villageId IS NOT NULL),
	CONSTRAINT "planTambon" CHECK(level NOT IN ('village','tambon') OR tambonCode IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX `planArea` ON `plan` (`officeId`,`planFy`,`level`,`tambonCode`,`villageId`);--> statement-breakpoint
CREATE UNIQUE INDEX `planEdition` ON `plan` (`officeId`,`level`,`planFy`,`areaKey`,`edition`,`editionNo`);--> statement-breakpoint
CREATE TABLE `planEntry` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`planId` text NOT NULL,
	`projectId` text NOT NULL,
	`takenFromId` text,
	`takenOn` text,
	`rank` integer NOT NULL,
	`name` text NOT NULL,
	`issue` text DEFAULT '' NOT NULL,
	`projectClass` text NOT NULL,
	`problem` text DEFAULT '' NOT NULL,
	`objective` text DEFAULT '' NOT NULL,
	`target` text DEFAULT '' NOT NULL,
	`site` text DEFAULT '' NOT NULL,
	`expectedResult` text DEFAULT '' NOT NULL,
	`kpi` text DEFAULT '' NOT NULL,
	`budgetSource` text DEFAULT '' NOT NULL,
	`leadAgency` text DEFAULT '' NOT NULL,
	`relatedAgencies` text DEFAULT '' NOT NULL,
	`readiness` text DEFAULT '' NOT NULL,
	`remark` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`planId`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `planEntryPlan` ON `planEntry` (`planId`,`rank`);--> statement-breakpoint
CREATE INDEX `planEntryProject` ON `planEntry` (`projectId`);--> statement-breakpoint
CREATE UNIQUE INDEX `planEntryOnce` ON `planEntry` (`planId`,`projectId`);--> statement-breakpoint
CREATE INDEX `planEntryTaken` ON `planEntry` (`takenFromId`);--> statement-breakpoint
CREATE TABLE `planWindow` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`planFy` integer NOT NULL,
	`level` text NOT NULL,
	`startsOn` text NOT NULL,
	`endsOn` text NOT NULL,
	`source` text DEFAULT '' NOT NULL,
	`certainty` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `planWindowLevel` ON `planWindow` (`officeId`,`planFy`,`level`);--> statement-breakpoint
CREATE TABLE `project` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`officeId` text NOT NULL,
	`name` text NOT NULL,
	`searchKey` text NOT NULL,
	`villageId` text,
	`tambonCode` text,
	`districtCode` text,
	`latitude` real,
	`longitude` real,
	`example` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `project_id_unique` ON `project` (`id`);--> statement-breakpoint
CREATE INDEX `projectArea` ON `project` (`officeId`,`tambonCode`,`villageId`);--> statement-breakpoint
CREATE TABLE `registerEntry` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`register` text NOT NULL,
	`year` integer NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`dated` text,
	`subject` text DEFAULT '' NOT NULL,
	`addressee` text DEFAULT '' NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`paperTable` text,
	`paperId` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `registerNumber` ON `registerEntry` (`officeId`,`register`,`year`,`number`);--> statement-breakpoint
CREATE TABLE `reportText` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`reportId` text NOT NULL,
	`dutyId` text NOT NULL,
	`result` text DEFAULT '' NOT NULL,
	`problem` text DEFAULT '' NOT NULL,
	`suggestion` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`reportId`) REFERENCES `resultsReport`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dutyId`) REFERENCES `duty`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reportTextDuty` ON `reportText` (`reportId`,`dutyId`);--> statement-breakpoint
CREATE TABLE `resultsReport` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`directiveId` text NOT NULL,
	`versionNo` integer DEFAULT 1 NOT NULL,
	`asOf` text NOT NULL,
	`reporterName` text DEFAULT '' NOT NULL,
	`reporterPosition` text DEFAULT '' NOT NULL,
	`reporterTelephone` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`signedOn` text,
	`signatoryId` text,
	`letterId` text,
	`frozen` text,
	`paperAsSigned` text,
	FOREIGN KEY (`directiveId`) REFERENCES `directive`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signatoryId`) REFERENCES `signatory`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `seat` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`bodyId` text NOT NULL,
	`no` integer NOT NULL,
	`title` text NOT NULL,
	`role` text NOT NULL,
	`filledBy` text NOT NULL,
	`post` text DEFAULT '' NOT NULL,
	`personId` text,
	FOREIGN KEY (`bodyId`) REFERENCES `body`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personId`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `seatBody` ON `seat` (`bodyId`,`no`);--> statement-breakpoint
CREATE TABLE `setting` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `setting_key_unique` ON `setting` (`key`);--> statement-breakpoint
CREATE TABLE `signatory` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`name` text NOT NULL,
	`positionLines` text DEFAULT '[]' NOT NULL,
	`signs` text DEFAULT '[]' NOT NULL,
	`active` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`name` text NOT NULL,
	`position` text DEFAULT '' NOT NULL,
	`role` text NOT NULL,
	`tambonCodes` text DEFAULT '[]' NOT NULL,
	`active` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE `village` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`kind` text NOT NULL,
	`tambonCode` text NOT NULL,
	`mooNo` integer,
	`name` text NOT NULL,
	`officialCode` text,
	`population` integer,
	`households` integer,
	`headmanName` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `villageTambon` ON `village` (`officeId`,`tambonCode`,`mooNo`);--> statement-breakpoint
CREATE UNIQUE INDEX `villageMoo` ON `village` (`officeId`,`tambonCode`,`mooNo`) WHERE kind = 'village';--> statement-breakpoint
CREATE TABLE `villageLao` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`villageId` text NOT NULL,
	`laoId` text NOT NULL,
	`part` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`laoId`) REFERENCES `lao`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `villageLaoPair` ON `villageLao` (`villageId`,`laoId`);