#pragma once

#include "core/tasks/readers/FileFormat.h"
#include "core/tasks/readers/Record.h"

namespace metaspo {

/// Files that belong together line by line: texts in one, labels in the other; one pair per split. A mapping
/// file gives the labels names ("0<tab>non_irony").
struct PairedFiles
{
    struct Part
    {
        QString section; ///< "val", "test" ...; empty: none
        QString texts;
        QString labels;
    };
    QString stem; ///< what their names have in common: "tweeteval_irony"
    QList<Part> parts;
    QString mapping; ///< empty: none

    QStringList paths() const;
};

/// The family of a file called "[stem_][split_]text", "…labels" or "[stem_]mapping" (.txt), with its siblings
/// in the same folder; nothing if there is no complete pair.
std::optional<PairedFiles> pairedFilesOf(const QString& path);

/// Two text files that the user names together, whichever holds the labels: the one with fewer different
/// lines.
Result<PairedFiles> pairUp(const QString& first, const QString& second, std::optional<Encoding> encoding = {});

/// Records with the columns "text" and "label" ("label_id" too where a mapping names it). Files of different
/// lengths and ids that the mapping lacks are errors. Streams: memory is one pair of lines.
Result<void> readPairedText(const PairedFiles& files, const RecordSink& sink, const RejectSink& reject = {},
                            std::optional<Encoding> encoding = {});

} // namespace metaspo
