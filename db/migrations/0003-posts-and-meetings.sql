-- Posts and who held them, meetings, letters of every form to many addressees, orders that amend and cancel.
CREATE TABLE `agendaItem` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`meetingId` text NOT NULL,
	`parentId` text,
	`no` integer NOT NULL,
	`kind` text DEFAULT '' NOT NULL,
	`title` text NOT NULL,
	`text` text DEFAULT '' NOT NULL,
	`presenter` text DEFAULT '' NOT NULL,
	`bodyIds` text DEFAULT '[]' NOT NULL,
	`aboutTable` text DEFAULT '' NOT NULL,
	`aboutId` text,
	FOREIGN KEY (`meetingId`) REFERENCES `meeting`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `agendaItemMeeting` ON `agendaItem` (`meetingId`,`no`);
CREATE TABLE `attendance` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`meetingId` text NOT NULL,
	`no` integer NOT NULL,
	`kind` text NOT NULL,
	`personId` text,
	`seats` text DEFAULT '[]' NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`position` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'called' NOT NULL,
	`proxyName` text DEFAULT '' NOT NULL,
	`proxyPosition` text DEFAULT '' NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`meetingId`) REFERENCES `meeting`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `attendanceMeeting` ON `attendance` (`meetingId`,`no`);
CREATE TABLE `holding` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`postId` text NOT NULL,
	`personId` text NOT NULL,
	`startsOn` text,
	`endsOn` text,
	`endReason` text DEFAULT '' NOT NULL,
	`acting` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`postId`) REFERENCES `post`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personId`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `holdingPost` ON `holding` (`postId`,`endsOn`);
CREATE INDEX `holdingPerson` ON `holding` (`personId`);
CREATE TABLE `letterAddressee` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`letterId` text NOT NULL,
	`no` integer NOT NULL,
	`addressee` text NOT NULL,
	`fields` text DEFAULT '{}' NOT NULL,
	`number` integer,
	`numberYear` integer,
	FOREIGN KEY (`letterId`) REFERENCES `letter`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `letterAddresseeLetter` ON `letterAddressee` (`letterId`,`no`);
CREATE TABLE `meeting` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`title` text NOT NULL,
	`number` integer,
	`numberYear` integer,
	`heldOn` text,
	`startsAt` text DEFAULT '' NOT NULL,
	`endsAt` text DEFAULT '' NOT NULL,
	`openedAt` text DEFAULT '' NOT NULL,
	`closedAt` text DEFAULT '' NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'planned' NOT NULL,
	`agenda` text DEFAULT '' NOT NULL,
	`minutesFor` text DEFAULT 'one' NOT NULL,
	`chairName` text DEFAULT '' NOT NULL,
	`chairPosition` text DEFAULT '' NOT NULL,
	`recorderName` text DEFAULT '' NOT NULL,
	`recorderPosition` text DEFAULT '' NOT NULL,
	`checkerName` text DEFAULT '' NOT NULL,
	`checkerPosition` text DEFAULT '' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`example` integer DEFAULT false NOT NULL
);
CREATE INDEX `meetingHeld` ON `meeting` (`officeId`,`heldOn`);
CREATE TABLE `meetingBody` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`meetingId` text NOT NULL,
	`bodyId` text NOT NULL,
	`no` integer NOT NULL,
	`number` integer,
	`numberYear` integer,
	FOREIGN KEY (`meetingId`) REFERENCES `meeting`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bodyId`) REFERENCES `body`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE UNIQUE INDEX `meetingBodyOnce` ON `meetingBody` (`meetingId`,`bodyId`);
CREATE INDEX `meetingBodyBody` ON `meetingBody` (`bodyId`);
CREATE TABLE `meetingMinutes` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`meetingId` text NOT NULL,
	`bodyId` text,
	`state` text NOT NULL,
	`signedOn` text,
	`certifiedOn` text,
	`certifiedById` text,
	`corrections` text DEFAULT '' NOT NULL,
	`paperAsSigned` text,
	FOREIGN KEY (`meetingId`) REFERENCES `meeting`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bodyId`) REFERENCES `body`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `meetingMinutesMeeting` ON `meetingMinutes` (`meetingId`);
CREATE TABLE `post` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`tambonCode` text,
	`villageId` text,
	`laoId` text,
	`example` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`villageId`) REFERENCES `village`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`laoId`) REFERENCES `lao`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `postArea` ON `post` (`officeId`,`kind`,`tambonCode`);
CREATE INDEX `postVillage` ON `post` (`villageId`);
CREATE INDEX `postLao` ON `post` (`laoId`);
CREATE TABLE `resolution` (
	`id` text PRIMARY KEY NOT NULL,
	`officeId` text NOT NULL,
	`meetingId` text NOT NULL,
	`itemId` text NOT NULL,
	`no` integer NOT NULL,
	`text` text NOT NULL,
	`kind` text DEFAULT '' NOT NULL,
	`aboutTable` text DEFAULT '' NOT NULL,
	`aboutId` text,
	`ownerName` text DEFAULT '' NOT NULL,
	`dueOn` text,
	`state` text DEFAULT 'none' NOT NULL,
	`doneOn` text,
	`outcome` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`meetingId`) REFERENCES `meeting`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`itemId`) REFERENCES `agendaItem`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `resolutionMeeting` ON `resolution` (`meetingId`,`no`);
CREATE INDEX `resolutionAbout` ON `resolution` (`aboutTable`,`aboutId`);
ALTER TABLE `appointmentOrder` ADD `action` text DEFAULT 'appoint' NOT NULL;
ALTER TABLE `appointmentOrder` ADD `moreBodyIds` text DEFAULT '[]' NOT NULL;
ALTER TABLE `appointmentOrder` ADD `annex` text DEFAULT 'auto' NOT NULL;
ALTER TABLE `appointmentOrder` ADD `secrecy` text DEFAULT '' NOT NULL;
ALTER TABLE `appointmentOrder` ADD `batchId` text;
CREATE INDEX `orderSupersedes` ON `appointmentOrder` (`supersedesId`);
ALTER TABLE `body` ADD `closedOn` text;
ALTER TABLE `body` ADD `reviewedFy` integer;
ALTER TABLE `body` ADD `reviewedOn` text;
ALTER TABLE `letter` ADD `form` text DEFAULT 'external' NOT NULL;
ALTER TABLE `letter` ADD `salutation` text DEFAULT '' NOT NULL;
ALTER TABLE `letter` ADD `annexes` text DEFAULT '[]' NOT NULL;
ALTER TABLE `letter` ADD `speedWithin` text DEFAULT '' NOT NULL;
ALTER TABLE `letter` ADD `secrecy` text DEFAULT '' NOT NULL;
ALTER TABLE `letter` ADD `circular` integer DEFAULT false NOT NULL;
ALTER TABLE `letter` ADD `numbering` text DEFAULT 'one' NOT NULL;
ALTER TABLE `letter` ADD `aboutTable` text DEFAULT '' NOT NULL;
ALTER TABLE `letter` ADD `aboutId` text;
ALTER TABLE `letter` ADD `sentOn` text;
ALTER TABLE `letter` ADD `sentHow` text DEFAULT '' NOT NULL;
ALTER TABLE `seat` ADD `postId` text REFERENCES post(id);
ALTER TABLE `seat` ADD `untilOn` text;
CREATE INDEX `seatPost` ON `seat` (`postId`);

-- A seat of a post now names the post's record, and who sits there is whoever holds it. Seats are of one post by its name
-- (whatever digits and blanks), one that names no place of its own only within its tambon or village. A post that several
-- persons hold at once (three experts) stays with the persons of its seats.
CREATE TEMP TABLE `seatOfPost` AS
	SELECT s.`id`, s.`officeId`, s.`bodyId`, s.`post`, s.`personId`, b.`tambonCode`, coalesce(p.`example`, 0) AS `example`,
		replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(s.`post`,'๐','0'),'๑','1'),'๒','2'),'๓','3'),'๔','4'),'๕','5'),'๖','6'),'๗','7'),'๘','8'),'๙','9'),' ','') AS `key`,
		CASE WHEN s.`post` LIKE '%ตำบล_%' OR s.`post` LIKE '%อำเภอ_%' OR s.`post` LIKE '%เทศบาล_%' THEN ''
			ELSE coalesce(b.`villageId`, b.`tambonCode`, '') END AS `scope`
	FROM `seat` s JOIN `body` b ON b.`id` = s.`bodyId` LEFT JOIN `person` p ON p.`id` = s.`personId`
	WHERE s.`filledBy` = 'post' AND s.`post` <> '';
CREATE TEMP TABLE `postOfSeat` AS
	SELECT 'p' || substr(min(`id`), 2) AS `postId`, `officeId`, `key`, `scope`, min(`post`) AS `name`,
		CASE WHEN count(DISTINCT `tambonCode`) = 1 THEN max(`tambonCode`) END AS `tambonCode`,
		max(`personId`) AS `personId`, max(`example`) AS `example`
	FROM `seatOfPost`
	GROUP BY `officeId`, `key`, `scope`
	HAVING count(DISTINCT `personId`) <= 1 AND count(*) = count(DISTINCT `bodyId`);
INSERT INTO `post` (`id`, `officeId`, `kind`, `name`, `tambonCode`, `villageId`, `laoId`, `example`)
	SELECT o.`postId`, o.`officeId`,
		CASE
			WHEN o.`key` LIKE 'ผู้ใหญ่บ้าน%' THEN 'villageHead'
			WHEN o.`key` LIKE 'กำนัน%' THEN 'tambonHead'
			WHEN o.`key` LIKE 'ประธานชุมชน%' THEN 'communityHead'
			WHEN o.`key` LIKE 'นายอำเภอ%' THEN 'districtChief'
			WHEN o.`key` LIKE 'ปลัดอำเภอหัวหน้ากลุ่มงาน%' THEN 'groupHead'
			WHEN o.`key` LIKE 'ปลัดอำเภอ%' THEN 'deputyDistrictChief'
			WHEN o.`key` LIKE 'ปลัดเทศบาล%' OR o.`key` LIKE 'ปลัดองค์การ%' THEN 'laoClerk'
			WHEN o.`key` LIKE 'นายกเทศ%' OR o.`key` LIKE 'นายกองค์การ%' OR o.`key` LIKE 'ผู้บริหารเทศบาล%' OR o.`key` LIKE 'ผู้บริหารองค์การ%' THEN 'laoHead'
			WHEN o.`key` LIKE 'นักวิเคราะห์นโยบายและแผน%' THEN 'laoPlanner'
			WHEN o.`key` LIKE 'พัฒนากร%' THEN 'developmentOfficer'
			WHEN o.`key` LIKE 'ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบล%' OR o.`key` LIKE 'นักวิชาการส่งเสริมการเกษตรผู้รับผิดชอบตำบล%' OR o.`key` LIKE 'เกษตรตำบล%'
				OR o.`key` LIKE 'ครูกศน.%' OR o.`key` LIKE 'ครูสกร.%' OR o.`key` LIKE 'ผู้แทนผู้บริหารสถานศึกษาในตำบล%' THEN 'tambonOfficer'
			WHEN o.`key` LIKE 'เกษตรอำเภอ%' OR o.`key` LIKE 'สาธารณสุขอำเภอ%' OR o.`key` LIKE 'พัฒนาการอำเภอ%' OR o.`key` LIKE 'ท้องถิ่นอำเภอ%'
				OR o.`key` LIKE 'ปศุสัตว์อำเภอ%' OR o.`key` LIKE 'ประมงอำเภอ%' OR o.`key` LIKE 'สัสดีอำเภอ%' OR o.`key` LIKE 'วัฒนธรรมอำเภอ%'
				OR o.`key` LIKE 'ผู้กำกับการ%' OR o.`key` LIKE 'ผู้อำนวยการโรงพยาบาล%' THEN 'agencyHead'
			ELSE 'other'
		END,
		o.`name`, o.`tambonCode`, NULL,
		(SELECT l.`id` FROM `lao` l WHERE l.`officeId` = o.`officeId` AND l.`laoType` <> 'AGENCY' AND (
				instr(o.`key`, replace(l.`name`, ' ', '')) > 0
				OR instr(o.`key`, replace(replace(l.`name`, ' ', ''), 'เทศบาล', 'เทศมนตรี')) > 0
			) ORDER BY length(l.`name`) DESC, l.`id` LIMIT 1),
		o.`example`
	FROM `postOfSeat` o;
UPDATE `post` SET `tambonCode` = NULL WHERE `laoId` IS NOT NULL OR `kind` IN ('districtChief', 'groupHead', 'agencyHead');
UPDATE `post` SET `villageId` = (
		SELECT v.`id` FROM `village` v JOIN `postOfSeat` o ON o.`postId` = `post`.`id`
		WHERE v.`officeId` = `post`.`officeId` AND v.`kind` = 'village' AND v.`tambonCode` = `post`.`tambonCode`
			AND o.`key` || 'x' GLOB '*หมู่ที่' || v.`mooNo` || '[^0-9]*'
	) WHERE `kind` = 'villageHead';
UPDATE `post` SET `villageId` = (
		SELECT v.`id` FROM `village` v JOIN `postOfSeat` o ON o.`postId` = `post`.`id`
		WHERE v.`officeId` = `post`.`officeId` AND v.`kind` = 'community' AND v.`tambonCode` = `post`.`tambonCode`
			AND o.`key` = 'ประธาน' || CASE WHEN v.`name` LIKE 'ชุมชน%' THEN '' ELSE 'ชุมชน' END || replace(v.`name`, ' ', '')
		ORDER BY v.`id` LIMIT 1
	) WHERE `kind` = 'communityHead';
UPDATE `post` SET `villageId` = NULL WHERE `villageId` IS NOT NULL
	AND EXISTS (SELECT 1 FROM `post` other WHERE other.`villageId` = `post`.`villageId` AND other.`id` < `post`.`id`);
INSERT INTO `holding` (`id`, `officeId`, `postId`, `personId`)
	SELECT 'h' || substr(`postId`, 2), `officeId`, `postId`, `personId` FROM `postOfSeat` WHERE `personId` IS NOT NULL;
UPDATE `seat` SET
	`postId` = (
		SELECT o.`postId` FROM `postOfSeat` o JOIN `seatOfPost` k ON k.`officeId` = o.`officeId` AND k.`key` = o.`key` AND k.`scope` = o.`scope`
		WHERE k.`id` = `seat`.`id`
	)
	WHERE `filledBy` = 'post';
UPDATE `seat` SET `personId` = NULL WHERE `postId` IS NOT NULL;
UPDATE `person` SET `position` = '' WHERE EXISTS (
	SELECT 1 FROM `holding` h JOIN `post` t ON t.`id` = h.`postId` WHERE h.`personId` = `person`.`id` AND t.`name` = `person`.`position`
) AND NOT EXISTS (SELECT 1 FROM `seat` s WHERE s.`personId` = `person`.`id`);
DROP TABLE `postOfSeat`;
DROP TABLE `seatOfPost`;

-- Who heads a village stood in the list of villages only: he comes in as a person who holds its post. Where the list and
-- a seat name two, the list is the newer one (it was what forums took their chair from); who sat there stays in the
-- history until the last day on which the file was worked with. The post's name is left to the words of its kind ('').
CREATE TEMP TABLE `headOfVillage` AS
	SELECT v.`id` AS `villageId`, v.`officeId`, v.`kind`, v.`tambonCode`, v.`example`,
		replace(v.`headmanName`, ' ', '') AS `key`,
		(SELECT t.`id` FROM `post` t WHERE t.`villageId` = v.`id`) AS `postId`,
		(SELECT replace(p.`title` || p.`firstName` || p.`lastName`, ' ', '') FROM `post` t JOIN `holding` h ON h.`postId` = t.`id`
			JOIN `person` p ON p.`id` = h.`personId` WHERE t.`villageId` = v.`id`) AS `seated`,
		(SELECT min(p.`id`) FROM `person` p JOIN `holding` h ON h.`personId` = p.`id` JOIN `post` t ON t.`id` = h.`postId`
			WHERE p.`officeId` = v.`officeId` AND p.`position` = '' AND p.`lastName` <> '' AND t.`tambonCode` = v.`tambonCode`
				AND t.`kind` = 'tambonHead' AND v.`kind` = 'village'
				AND replace(p.`title` || p.`firstName` || p.`lastName`, ' ', '') = replace(v.`headmanName`, ' ', '')) AS `personId`,
		CASE
			WHEN v.`headmanName` LIKE 'ว่าที่ร้อยตรีหญิง%' THEN 'ว่าที่ร้อยตรีหญิง'
			WHEN v.`headmanName` LIKE 'ว่าที่ ร้อยตรีหญิง%' THEN 'ว่าที่ ร้อยตรีหญิง'
			WHEN v.`headmanName` LIKE 'ว่าที่ร้อยตรี%' THEN 'ว่าที่ร้อยตรี'
			WHEN v.`headmanName` LIKE 'ว่าที่ ร้อยตรี%' THEN 'ว่าที่ ร้อยตรี'
			WHEN v.`headmanName` LIKE 'ว่าที่ร้อยโท%' THEN 'ว่าที่ร้อยโท'
			WHEN v.`headmanName` LIKE 'ว่าที่ร้อยเอก%' THEN 'ว่าที่ร้อยเอก'
			WHEN v.`headmanName` LIKE 'ว่าที่ ร.ต.หญิง%' THEN 'ว่าที่ ร.ต.หญิง'
			WHEN v.`headmanName` LIKE 'ว่าที่ ร.ต.%' THEN 'ว่าที่ ร.ต.'
			WHEN v.`headmanName` LIKE 'ว่าที่ร.ต.%' THEN 'ว่าที่ร.ต.'
			WHEN v.`headmanName` LIKE 'จ่าสิบเอก%' THEN 'จ่าสิบเอก'
			WHEN v.`headmanName` LIKE 'จ่าสิบโท%' THEN 'จ่าสิบโท'
			WHEN v.`headmanName` LIKE 'จ่าสิบตรี%' THEN 'จ่าสิบตรี'
			WHEN v.`headmanName` LIKE 'สิบเอก%' THEN 'สิบเอก'
			WHEN v.`headmanName` LIKE 'สิบโท%' THEN 'สิบโท'
			WHEN v.`headmanName` LIKE 'สิบตรี%' THEN 'สิบตรี'
			WHEN v.`headmanName` LIKE 'ร้อยตรี%' THEN 'ร้อยตรี'
			WHEN v.`headmanName` LIKE 'ร้อยโท%' THEN 'ร้อยโท'
			WHEN v.`headmanName` LIKE 'ร้อยเอก%' THEN 'ร้อยเอก'
			WHEN v.`headmanName` LIKE 'ดาบตำรวจ%' THEN 'ดาบตำรวจ'
			WHEN v.`headmanName` LIKE 'นางสาว%' THEN 'นางสาว'
			WHEN v.`headmanName` LIKE 'น.ส.%' THEN 'น.ส.'
			WHEN v.`headmanName` LIKE 'นาง%' THEN 'นาง'
			WHEN v.`headmanName` LIKE 'นาย%' THEN 'นาย'
			WHEN v.`headmanName` LIKE 'ดร.%' THEN 'ดร.'
			WHEN v.`headmanName` LIKE 'ร.ต.ต.%' THEN 'ร.ต.ต.'
			WHEN v.`headmanName` LIKE 'ร.ต.ท.%' THEN 'ร.ต.ท.'
			WHEN v.`headmanName` LIKE 'ร.ต.อ.%' THEN 'ร.ต.อ.'
			WHEN v.`headmanName` LIKE 'ด.ต.%' THEN 'ด.ต.'
			WHEN v.`headmanName` LIKE 'จ.ส.ต.%' THEN 'จ.ส.ต.'
			WHEN v.`headmanName` LIKE 'จ.ส.อ.%' THEN 'จ.ส.อ.'
			WHEN v.`headmanName` LIKE 'จ.ส.ท.%' THEN 'จ.ส.ท.'
			WHEN v.`headmanName` LIKE 'ส.ต.อ.%' THEN 'ส.ต.อ.'
			WHEN v.`headmanName` LIKE 'ร.ต.%' THEN 'ร.ต.'
			WHEN v.`headmanName` LIKE 'ร.ท.%' THEN 'ร.ท.'
			WHEN v.`headmanName` LIKE 'ร.อ.%' THEN 'ร.อ.'
			WHEN v.`headmanName` LIKE 'พ.ต.%' THEN 'พ.ต.'
			WHEN v.`headmanName` LIKE 'ส.อ.%' THEN 'ส.อ.'
			WHEN v.`headmanName` LIKE 'ส.ท.%' THEN 'ส.ท.'
			WHEN v.`headmanName` LIKE 'ส.ต.%' THEN 'ส.ต.'
			ELSE ''
		END AS `title`,
		v.`headmanName` AS `said`
	FROM `village` v
	WHERE v.`headmanName` <> '';
DELETE FROM `headOfVillage` WHERE `seated` = `key`;
INSERT INTO `post` (`id`, `officeId`, `kind`, `name`, `tambonCode`, `villageId`, `example`)
	SELECT 'p' || substr(`villageId`, 2), `officeId`, `kind` || 'Head', '', `tambonCode`, `villageId`, `example`
	FROM `headOfVillage` WHERE `postId` IS NULL;
UPDATE `headOfVillage` SET `postId` = 'p' || substr(`villageId`, 2) WHERE `postId` IS NULL;
INSERT INTO `person` (`id`, `officeId`, `title`, `firstName`, `lastName`, `position`, `example`)
	SELECT 'q' || substr(`villageId`, 2), `officeId`, `title`,
		CASE WHEN instr(`rest`, ' ') = 0 THEN `rest` ELSE substr(`rest`, 1, instr(`rest`, ' ') - 1) END,
		CASE WHEN instr(`rest`, ' ') = 0 THEN '' ELSE trim(substr(`rest`, instr(`rest`, ' ') + 1)) END,
		'', `example`
	FROM (SELECT *, trim(substr(`said`, length(`title`) + 1)) AS `rest` FROM `headOfVillage` WHERE `personId` IS NULL);
UPDATE `holding` SET
	`endsOn` = (SELECT date(substr(coalesce(max(`at`), '2000-01-02'), 1, 10), '-1 day') FROM `audit`), `endReason` = 'unstated'
	WHERE `postId` IN (SELECT `postId` FROM `headOfVillage` WHERE `seated` IS NOT NULL);
INSERT INTO `holding` (`id`, `officeId`, `postId`, `personId`, `startsOn`)
	SELECT 'k' || substr(`villageId`, 2), `officeId`, `postId`, coalesce(`personId`, 'q' || substr(`villageId`, 2)),
		CASE WHEN `seated` IS NOT NULL THEN (SELECT substr(coalesce(max(`at`), '2000-01-02'), 1, 10) FROM `audit`) END
	FROM `headOfVillage`;
DROP TABLE `headOfVillage`;
UPDATE `village` SET `headmanName` = coalesce((
		SELECT p.`title` || CASE WHEN p.`title` IN ('', 'นาย', 'นาง', 'นางสาว', 'น.ส.') OR p.`title` LIKE '%.' THEN '' ELSE ' ' END
			|| p.`firstName` || CASE WHEN p.`lastName` = '' THEN '' ELSE ' ' || p.`lastName` END
		FROM `post` t JOIN `holding` h ON h.`postId` = t.`id` AND h.`endsOn` IS NULL JOIN `person` p ON p.`id` = h.`personId`
		WHERE t.`villageId` = `village`.`id`
	), '')
	WHERE `headmanName` = '';
UPDATE `appointmentOrder` SET `action` = 'replace' WHERE `supersedesId` IS NOT NULL;
