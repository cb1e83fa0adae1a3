// In the place of React's developer tools, which Ink looks for where the environment has DEV=true.
export default { initialize() {}, connectToDevTools() {} };
