-- Why: forums, ranking, duplicates, project documents, returns, imports of workbooks (issue 3), and the derived facts of
-- projects with their full-text index.
-- Old rows: all kept; new columns empty; facts of all projects are made at the first look (projectDirty).
CREATE TABLE `entryReturn` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`projectId` text NOT NULL,
	`entryId` text NOT NULL,
	`byPlanId` text NOT NULL,
	`reason` text NOT NULL,
	`dated` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`closedOn` text,
	`closingNote` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `entryReturnProject` ON `entryReturn` (`projectId`);
CREATE INDEX `entryReturnEntry` ON `entryReturn` (`entryId`);
CREATE TABLE `entryScore` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`planId` text NOT NULL,
	`entryId` text NOT NULL,
	`scores` text DEFAULT '[]' NOT NULL,
	`scoreRank` integer,
	`reason` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`planId`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entryId`) REFERENCES `planEntry`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `entryScoreEntry` ON `entryScore` (`entryId`);
CREATE INDEX `entryScorePlan` ON `entryScore` (`planId`);
CREATE TABLE `forum` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`level` text NOT NULL,
	`villageId` text,
	`tambonCode` text NOT NULL,
	`planFy` integer NOT NULL,
	`state` text DEFAULT 'planned' NOT NULL,
	`heldOn` text,
	`startsAt` text DEFAULT '' NOT NULL,
	`endsAt` text DEFAULT '' NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`chairName` text DEFAULT '' NOT NULL,
	`chairPosition` text DEFAULT '' NOT NULL,
	`recorderName` text DEFAULT '' NOT NULL,
	`recorderPosition` text DEFAULT '' NOT NULL,
	`partners` text DEFAULT '[]' NOT NULL,
	`attendance` text DEFAULT '[]' NOT NULL,
	`opening` text DEFAULT '' NOT NULL,
	`otherMatters` text DEFAULT '' NOT NULL,
	`resolution` text DEFAULT '' NOT NULL,
	`rankMethod` text DEFAULT 'hands' NOT NULL,
	`example` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `forumArea` ON `forum` (`officeId`,`planFy`,`tambonCode`,`villageId`);
CREATE TABLE `forumNeed` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`forumId` text NOT NULL,
	`no` integer NOT NULL,
	`issue` text DEFAULT '' NOT NULL,
	`problem` text DEFAULT '' NOT NULL,
	`cause` text DEFAULT '' NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`site` text DEFAULT '' NOT NULL,
	`projectClass` text,
	`amount` integer,
	`votes` integer,
	`rank` integer,
	`projectId` text,
	FOREIGN KEY (`forumId`) REFERENCES `forum`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `forumNeedForum` ON `forumNeed` (`forumId`,`no`);
CREATE INDEX `forumNeedProject` ON `forumNeed` (`projectId`);
CREATE TABLE `importBatch` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`target` text NOT NULL,
	`targetId` text DEFAULT '' NOT NULL,
	`fileName` text NOT NULL,
	`sha256` text NOT NULL,
	`sheetName` text DEFAULT '' NOT NULL,
	`counts` text NOT NULL,
	`importedOn` text NOT NULL,
	`undoneOn` text
);

CREATE INDEX `importBatchHash` ON `importBatch` (`officeId`,`sha256`);
CREATE TABLE `importMapping` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`target` text NOT NULL,
	`signature` text NOT NULL,
	`mapping` text NOT NULL
);

CREATE UNIQUE INDEX `importMappingHead` ON `importMapping` (`officeId`,`target`,`signature`);
CREATE TABLE `projectBrief` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`projectId` text NOT NULL,
	`provinceIssue` text DEFAULT '' NOT NULL,
	`approach` text DEFAULT '' NOT NULL,
	`issueKpi` text DEFAULT '' NOT NULL,
	`mainProgramme` text DEFAULT '' NOT NULL,
	`programme` text DEFAULT '' NOT NULL,
	`rationale` text DEFAULT '' NOT NULL,
	`objective` text DEFAULT '' NOT NULL,
	`kpi` text DEFAULT '' NOT NULL,
	`targetArea` text DEFAULT '' NOT NULL,
	`activities` text DEFAULT '[]' NOT NULL,
	`implementer` text DEFAULT '' NOT NULL,
	`duration` text DEFAULT '' NOT NULL,
	`output` text DEFAULT '' NOT NULL,
	`outcome` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `projectBriefProject` ON `projectBrief` (`projectId`);
CREATE TABLE `projectDirty` (
	`projectId` text PRIMARY KEY NOT NULL
);

CREATE TABLE `projectDocument` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`projectId` text NOT NULL,
	`document` text NOT NULL,
	`state` text NOT NULL,
	`number` text DEFAULT '' NOT NULL,
	`dated` text,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`projectId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `projectDocumentOnce` ON `projectDocument` (`projectId`,`document`);
CREATE TABLE `projectFacts` (
	`n` integer PRIMARY KEY NOT NULL,
	`projectId` text NOT NULL,
	`officeId` text NOT NULL,
	`tambonCode` text,
	`villageId` text,
	`entryId` text,
	`planId` text,
	`level` text DEFAULT '' NOT NULL,
	`planFy` integer DEFAULT 0 NOT NULL,
	`planState` text DEFAULT '' NOT NULL,
	`issue` text DEFAULT '' NOT NULL,
	`projectClass` text DEFAULT '' NOT NULL,
	`budgetSource` text DEFAULT '' NOT NULL,
	`leadAgency` text DEFAULT '' NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`fate` text DEFAULT '' NOT NULL,
	`readiness` integer,
	`sortName` text DEFAULT '' NOT NULL,
	`text` text DEFAULT '' NOT NULL
);

CREATE UNIQUE INDEX `projectFactsProject` ON `projectFacts` (`projectId`);
CREATE INDEX `projectFactsOffice` ON `projectFacts` (`officeId`,`n`);
CREATE INDEX `projectFactsName` ON `projectFacts` (`officeId`,`sortName`);
CREATE INDEX `projectFactsTotal` ON `projectFacts` (`officeId`,`total`);
CREATE INDEX `projectFactsAllName` ON `projectFacts` (`sortName`);
CREATE INDEX `projectFactsAllTotal` ON `projectFacts` (`total`);
CREATE INDEX `projectFactsFacets` ON `projectFacts` (`officeId`,`tambonCode`,`planFy`,`level`,`issue`,`budgetSource`,`projectClass`,`fate`,`planState`,`readiness`,`villageId`);
CREATE TABLE `projectPair` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`aId` text NOT NULL,
	`bId` text NOT NULL,
	`verdict` text NOT NULL,
	`keptId` text,
	`score` integer,
	`reason` text DEFAULT '' NOT NULL,
	`decidedOn` text NOT NULL,
	FOREIGN KEY (`aId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bId`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `projectPairOnce` ON `projectPair` (`aId`,`bId`);
CREATE INDEX `projectPairB` ON `projectPair` (`bId`);
CREATE TABLE `ranking` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`planId` text NOT NULL,
	`criteria` text DEFAULT '[]' NOT NULL,
	`rankedOn` text,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`planId`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `rankingPlan` ON `ranking` (`planId`);
CREATE TABLE `villageFigure` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`villageId` text NOT NULL,
	`year` integer NOT NULL,
	`population` integer,
	`male` integer,
	`female` integer,
	`households` integer,
	`source` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `villageFigureYear` ON `villageFigure` (`villageId`,`year`);
ALTER TABLE `plan` ADD `basedOnId` text;
ALTER TABLE `planEntry` ADD `sourceRef` text DEFAULT '' NOT NULL;
ALTER TABLE `planEntry` ADD `sourceCode` text DEFAULT '' NOT NULL;
ALTER TABLE `project` ADD `works` integer;
ALTER TABLE `project` ADD `mergedIntoId` text;
CREATE VIRTUAL TABLE `projectText` USING fts5(`text`, content='projectFacts', content_rowid='n', tokenize='trigram');
CREATE VIRTUAL TABLE `projectTextTerm` USING fts5vocab(`projectText`, 'row');
CREATE TRIGGER `projectFactsAdded` AFTER INSERT ON `projectFacts` BEGIN
	INSERT INTO `projectText` (`rowid`, `text`) VALUES (new.`n`, new.`text`);
END;
CREATE TRIGGER `projectFactsRemoved` AFTER DELETE ON `projectFacts` BEGIN
	INSERT INTO `projectText` (`projectText`, `rowid`, `text`) VALUES ('delete', old.`n`, old.`text`);
END;
CREATE TRIGGER `projectFactsChanged` AFTER UPDATE OF `text` ON `projectFacts` WHEN old.`text` <> new.`text` BEGIN
	INSERT INTO `projectText` (`projectText`, `rowid`, `text`) VALUES ('delete', old.`n`, old.`text`);
	INSERT INTO `projectText` (`rowid`, `text`) VALUES (new.`n`, new.`text`);
END;

CREATE TRIGGER `projectAdded` AFTER INSERT ON `project` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`id`);
END;
CREATE TRIGGER `projectChanged` AFTER UPDATE ON `project` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`id`);
END;
CREATE TRIGGER `projectRemoved` AFTER DELETE ON `project` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`id`);
END;
CREATE TRIGGER `planEntryAdded` AFTER INSERT ON `planEntry` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
END;
CREATE TRIGGER `planEntryChanged` AFTER UPDATE ON `planEntry` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `planEntryRemoved` AFTER DELETE ON `planEntry` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `entryBudgetAdded` AFTER INSERT ON `entryBudget` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `planEntry` WHERE `id` = new.`entryId`;
END;
CREATE TRIGGER `entryBudgetChanged` AFTER UPDATE ON `entryBudget` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `planEntry` WHERE `id` = new.`entryId`;
END;
CREATE TRIGGER `entryBudgetRemoved` AFTER DELETE ON `entryBudget` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `planEntry` WHERE `id` = old.`entryId`;
END;
CREATE TRIGGER `planStateChanged` AFTER UPDATE OF `state` ON `plan` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `planEntry` WHERE `planId` = new.`id`;
END;
CREATE TRIGGER `fateAdded` AFTER INSERT ON `fate` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
END;
CREATE TRIGGER `fateChanged` AFTER UPDATE ON `fate` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `fateRemoved` AFTER DELETE ON `fate` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `villageChanged` AFTER UPDATE OF `name`, `mooNo` ON `village` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `id` FROM `project` WHERE `villageId` = new.`id`;
END;
CREATE TRIGGER `attachmentAdded` AFTER INSERT ON `attachment` WHEN new.`subjectTable` = 'project' BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`subjectId`);
END;
CREATE TRIGGER `attachmentRemoved` AFTER DELETE ON `attachment` WHEN old.`subjectTable` = 'project' BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`subjectId`);
END;
CREATE TRIGGER `documentFileAdded` AFTER INSERT ON `attachment` WHEN new.`subjectTable` = 'projectDocument' BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `projectDocument` WHERE `id` = new.`subjectId`;
END;
CREATE TRIGGER `documentFileRemoved` AFTER DELETE ON `attachment` WHEN old.`subjectTable` = 'projectDocument' BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `projectDocument` WHERE `id` = old.`subjectId`;
END;
CREATE TRIGGER `projectDocumentAdded` AFTER INSERT ON `projectDocument` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
END;
CREATE TRIGGER `projectDocumentChanged` AFTER UPDATE ON `projectDocument` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `projectDocumentRemoved` AFTER DELETE ON `projectDocument` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `projectBriefAdded` AFTER INSERT ON `projectBrief` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
END;
CREATE TRIGGER `projectBriefChanged` AFTER UPDATE ON `projectBrief` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`projectId`);
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `projectBriefRemoved` AFTER DELETE ON `projectBrief` BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (old.`projectId`);
END;
CREATE TRIGGER `planMoved` AFTER UPDATE OF `planFy`, `level` ON `plan` BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `planEntry` WHERE `planId` = new.`id`;
END;
CREATE TRIGGER `attachmentRenamed` AFTER UPDATE ON `attachment` WHEN new.`subjectTable` = 'project' BEGIN
	INSERT OR IGNORE INTO `projectDirty` VALUES (new.`subjectId`);
END;
CREATE TRIGGER `documentFileRenamed` AFTER UPDATE ON `attachment` WHEN new.`subjectTable` = 'projectDocument' BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `projectId` FROM `projectDocument` WHERE `id` = new.`subjectId`;
END;
CREATE TRIGGER `ruleOfFactsAdded` AFTER INSERT ON `setting` WHEN new.`key` IN ('rules.project-documents','rules.budget-sources','rules.works-words','rules.search-spellings') BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `id` FROM `project`;
END;
CREATE TRIGGER `ruleOfFactsChanged` AFTER UPDATE ON `setting` WHEN new.`key` IN ('rules.project-documents','rules.budget-sources','rules.works-words','rules.search-spellings') BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `id` FROM `project`;
END;
CREATE TRIGGER `ruleOfFactsRemoved` AFTER DELETE ON `setting` WHEN old.`key` IN ('rules.project-documents','rules.budget-sources','rules.works-words','rules.search-spellings') BEGIN
	INSERT OR IGNORE INTO `projectDirty` SELECT `id` FROM `project`;
END;
INSERT INTO `projectDirty` SELECT `id` FROM `project`;
