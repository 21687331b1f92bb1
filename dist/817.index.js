export const id = 817;
export const ids = [817];
export const modules = {

/***/ 75817:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   unzip: () => (/* binding */ unzip)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var yauzl__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20663);





/**
 * Unpacks a zip into a directory, files mode 0600. The library refuses names that lead out of it.
 * @throws {Error} for a file that is no whole zip.
 */
async function unzip(file, directory) {
    const zip = await new Promise((resolve, reject) => {
        (0,yauzl__WEBPACK_IMPORTED_MODULE_4__/* .open */ .ho)(file, { lazyEntries: true }, (error, opened) => {
            // Typed as always there; on an error it is not.
            if (error === null)
                resolve(opened);
            else
                reject(error);
        });
    });
    await new Promise((resolve, reject) => {
        zip.on('error', reject);
        zip.on('end', resolve);
        zip.on('entry', (entry) => {
            extract(zip, entry, directory).then(() => {
                zip.readEntry();
            }, reject);
        });
        zip.readEntry();
    }).finally(() => {
        zip.close();
    });
}
async function extract(zip, entry, directory) {
    if (entry.fileName.endsWith('/'))
        return;
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, entry.fileName);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(target), { recursive: true, mode: 0o700 });
    const bytes = await new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => {
            if (error === null)
                resolve(stream);
            else
                reject(error);
        });
    });
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(bytes, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createWriteStream)(target, { mode: 0o600 }));
}


/***/ })

};
