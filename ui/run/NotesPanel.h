#pragma once

#include "core/engine/Project.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace metaspo {

/// What a person notes about a run, kept in the project file. Saves by itself soon after the last key, and at once when
/// another run is shown or the project closes. What could not be written comes back with its run and is tried again.
class NotesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit NotesPanel(QWidget* parent = nullptr);
    ~NotesPanel() override; ///< saves what is not saved yet

    void setProject(const std::shared_ptr<Project>& project);
    /// `note` as it is in the file; what is being typed for the same run stays.
    void showRun(qint64 run, const QString& note);
    QString unsavedEdits() const; ///< of whatever run: a sentence. Empty: nothing

Q_SIGNALS:
    void saved(qint64 run);
    void failed(const metaspo::Error& error);

private:
    using Place = std::pair<QString, qint64>; ///< project file and run

    struct Unwritten
    {
        QString note;
        bool hasFailed = false;
    };

    Place place() const;
    bool keepTyping(const QString& note);
    void fill(const QString& note);
    void noteEdited();
    void save();
    void noteFailed(const Place& where, const QString& note);
    void noteWritten(const Place& where, const QString& note);

    std::shared_ptr<Project> m_project;
    QPlainTextEdit* m_edit;
    QLabel* m_state;
    QTimer m_soon;
    qint64 m_run = 0;
    QString m_stored; ///< as it is in the file, as far as this panel knows
    std::optional<QString> m_before; ///< what was there before the last saving
    QHash<Place, Unwritten> m_unwritten;
    int m_saving = 0;
    bool m_isFilling = false;
};

} // namespace metaspo
