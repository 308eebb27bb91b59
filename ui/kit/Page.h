#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Notice.h"

#include <QWidget>
#include <memory>

class QMenu;

namespace metaspo {

/// One page of the window. Made once at program start; shows the open project, or none (null). Pages speak to the
/// window by signals only, and reach each other by asking for a page by its object name.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QString iconName() const = 0; ///< of resources/icons
    virtual void setProject(const std::shared_ptr<Project>& project) = 0;
    /// Menus of this page for the menu bar, between View and Help; asked for once. The menus belong to the page.
    virtual QList<QMenu*> menus() { return {}; }
    /// What would be interrupted if the window closed now: a sentence. Empty: nothing.
    virtual QString reasonToStay() const { return {}; }
    /// What was typed, is not saved and would be lost if the window closed now: a sentence. Empty: nothing.
    virtual QString unsavedEdits() const { return {}; }

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void pageRequested(const QString& objectName);
    void projectRequested(const QString& path);
    void sampleRequested();
    void importRequested(const QStringList& paths);
    /// To be put side by side on the compare page: the one that the others are measured by first.
    void comparisonRequested(const QList<metaspo::CandidateId>& candidates);
    void runRequested(const metaspo::RunRequest& request); ///< the new-run dialog, filled in
    void statusChanged(const QString& text); ///< one line of the status bar while this page is shown
};

} // namespace metaspo
