#pragma once

#include "core/engine/Drafts.h"
#include "ui/kit/Notice.h"
#include "ui/run/RunTree.h"

#include <QStackedWidget>

class QAction;

namespace metaspo {

class CandidateView;
class PromptEditor;
class RunActions;
class RunFollower;

/// The chosen candidate of a run, or the prompt that is being written for it by hand. Drafts are kept while they are
/// typed and come back with their run.
class CandidateArea : public QStackedWidget
{
    Q_OBJECT

public:
    /// `follower` outlives this.
    CandidateArea(const RunFollower& follower, const RunActions& actions, QWidget* parent = nullptr);
    ~CandidateArea() override; ///< keeps the draft that is being written

    void leaveRun();  ///< another run, or none, is followed from now on
    void renew();     ///< what is known of the run has changed
    void choose(const std::optional<Step>& candidate);
    std::optional<Step> candidate() const;
    bool isPromptReady() const;

    void editCopy();    ///< of the chosen candidate
    void writePrompt(); ///< a system prompt from scratch
    void insert();      ///< what is being written
    void forget(const QString& runUuid, const Insertion& insertion); ///< it is in that run: no draft any more
    QString unsavedEdits() const; ///< drafts of whatever run that could not be kept: a sentence. Empty: none

Q_SIGNALS:
    void readyChanged();
    void insertRequested(const metaspo::Insertion& insertion);
    void noticeRaised(const metaspo::Notice& notice);

private:
    void readDrafts();
    void edit(Insertion beginning);
    void takeDrafts(const QList<Draft>& written);
    void keepDraft();
    void write(const Draft& draft);
    void discardDraft();
    void removeDraft(const Insertion& insertion);
    void erase(const Draft& draft);
    void close();
    void showLoop();
    void showDraftNote();
    const Draft* draftOf(const Insertion& insertion) const;

    const RunFollower& m_follower;
    CandidateView* m_view;
    PromptEditor* m_editor;
    Drafts m_drafts;
    QList<Draft> m_kept; ///< of this run
    QList<Draft> m_unwritten; ///< of all runs: could not be written, and are nowhere else
    QString m_run;       ///< uuid of the run they belong to
};

/// The next loop that takes prompts of this kind; nothing: none is left.
std::optional<Step> loopAhead(PromptKind kind, const RunFollower& follower);

} // namespace metaspo
