# Texts that people edit, compiled in under :/ with their paths: templates, starter tasks, SQL, manual, icons.
# Objects, not an archive: a static library's initialisers would be dropped by the linker.
function(metaspo_embed name folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/resources
        ${CMAKE_SOURCE_DIR}/resources/${folder}/*)
    list(FILTER files EXCLUDE REGEX "\\.py$|__pycache__|\\.cache")
    set(qrc ${CMAKE_CURRENT_BINARY_DIR}/${name}.qrc)
    set(lines "")
    foreach(file ${files})
        string(APPEND lines "<file alias=\"${file}\">${CMAKE_SOURCE_DIR}/resources/${file}</file>\n")
    endforeach()
    file(CONFIGURE OUTPUT ${qrc} CONTENT "<RCC><qresource prefix=\"/\">\n${lines}</qresource></RCC>\n" @ONLY)
    set(${name}_QRC ${qrc} PARENT_SCOPE)
endfunction()
